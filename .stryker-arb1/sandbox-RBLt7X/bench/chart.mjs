import { parse, View } from 'vega';
import { compile } from 'vega-lite';

/** The results as a bar chart on a logarithmic scale: nanoseconds per line, this package and its peers. */
export async function chart({ time, date, runtime }) {
  const names = {
    text: 'sip-status-line, text',
    octets: 'sip-status-line, octets',
    'custom text': 'sip-status-line, custom phrases',
    sip: 'sip (minimal message)',
    'drachtio-sip': 'drachtio-sip (minimal message)',
    'ohm-js': 'ohm-js, this grammar',
  };
  const shown = [
    'text',
    'octets',
    'custom text',
    'plain RegExp',
    'split',
    'sip',
    'drachtio-sip',
    'jssip',
    'ohm-js',
    'sip.js',
  ];
  const values = time
    .filter(({ name }) => shown.includes(name))
    .map(({ name, nanoseconds }) => ({
      name: names[name] ?? name,
      nanoseconds,
      label: nanoseconds >= 1000 ? `${(nanoseconds / 1000).toFixed(1)} µs` : `${Math.round(nanoseconds)} ns`,
      ours: (names[name] ?? '').startsWith('sip-status-line'),
    }));
  const spec = {
    title: {
      text: 'Time to parse one Status-Line',
      subtitle: `shorter is better, logarithmic; ${runtime}, ${date}`,
      anchor: 'start',
    },
    width: 460,
    background: 'white',
    data: { values },
    encoding: {
      y: { field: 'name', type: 'nominal', sort: { field: 'nanoseconds' }, title: null },
      x: { field: 'nanoseconds', type: 'quantitative', scale: { type: 'log', domainMin: 10 }, title: 'nanoseconds' },
    },
    layer: [
      {
        mark: 'bar',
        encoding: {
          color: {
            field: 'ours',
            type: 'nominal',
            scale: { domain: [true, false], range: ['#1b6ca8', '#b8c4ce'] },
            legend: null,
          },
          x2: { datum: 10 },
        },
      },
      { mark: { type: 'text', align: 'left', dx: 4 }, encoding: { text: { field: 'label' } } },
    ],
    config: { font: 'sans-serif', view: { stroke: null }, axis: { labelLimit: 260 } },
  };
  return `${await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()}\n`;
}
