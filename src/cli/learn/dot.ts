import type { LearnedModel } from '../../gateway/learner/model.ts';
import { graphOfModel } from './model-graph.ts';

/** An automaton as a graph for Graphviz: an arrow for all octets that lead from a state to another. */
export function dotOf(model: LearnedModel): string {
  const { states, arrows } = graphOfModel(model);
  return [
    'digraph language {',
    '  rankdir=LR;',
    '  start [shape=point];',
    '  start -> s0;',
    ...states.map((state) => `  s${state} [shape=${model.labels[state] === 'refused' ? 'circle' : 'doublecircle'}];`),
    ...arrows.map(({ from, to, octets }) => `  s${from} -> s${to} [label=${JSON.stringify(octets)}];`),
    '}',
    '',
  ].join('\n');
}
