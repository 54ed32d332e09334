import type { Graph } from './graph.ts';

const [column, row] = [96, 84];

/** Of a state. */
export const radius = 17;

/** The most characters of an arrow's text. */
const mostText = 11;

/** A point of a picture, in its own units. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** An arrow of a picture. */
export interface Route {
  readonly from: number;
  readonly to: number;
  /** All octets, and as much of that as there is room for, with where it stands in the middle. */
  readonly octets: string;
  readonly text: string;
  readonly at: Place;
  /** `d` of a path of SVG. */
  readonly path: string;
}

/** A graph as a picture: from left to right as far as a state is from the first. What is out of reach is left out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<number, Place>;
  readonly routes: readonly Route[];
}

export function layoutOf(graph: Graph): Layout {
  const places = placesOf(graph);
  const all = [...places.values()];
  return {
    width: Math.max(...all.map(({ x }) => x)) + column / 2,
    height: Math.max(...all.map(({ y }) => y)) + row / 2 + 24,
    places,
    routes: graph.arrows.flatMap(({ from, to, octets }) => {
      const [a, b] = [places.get(from), places.get(to)];
      if (a === undefined || b === undefined) return [];
      const text = octets.length > mostText ? `${octets.slice(0, mostText)}…` : octets;
      return [{ from, to, octets, text, ...(from === to ? loop(a) : wayBetween(a, b)) }];
    }),
  };
}

/** Each state in the column of its distance from the first, the columns in the middle of the height. */
function placesOf({ states, arrows }: Graph): ReadonlyMap<number, Place> {
  const distances = new Map([[states[0] ?? 0, 0]]);
  for (const [state, distance] of distances) {
    for (const { from, to } of arrows) if (from === state && !distances.has(to)) distances.set(to, distance + 1);
  }
  const columns: number[][] = [];
  for (const [state, distance] of distances) {
    columns[distance] ??= [];
    columns[distance].push(state);
  }
  const tallest = Math.max(...columns.map(({ length }) => length));
  return new Map(
    columns.flatMap((some, distance) =>
      some.map((state, index): [number, Place] => [
        state,
        { x: column * (distance + 0.5), y: row * (index + 1 + (tallest - some.length) / 2) },
      ]),
    ),
  );
}

function loop({ x, y }: Place): { readonly path: string; readonly at: Place } {
  const top = y - radius;
  return {
    path: `M${x - 8} ${top + 2}C${x - 22} ${top - 30} ${x + 22} ${top - 30} ${x + 8} ${top + 2}`,
    at: { x, y: top - 25 },
  };
}

/** A straight line to the next column, and a curve under what is between for all that goes elsewhere. */
function wayBetween(a: Place, b: Place): { readonly path: string; readonly at: Place } {
  const isNext = b.x - a.x === column;
  const bend = isNext ? 0 : 18 + Math.abs(b.x - a.x) / 8 + (b.x === a.x ? 30 : 0);
  const middle = { x: (a.x + b.x) / 2 + (b.x === a.x ? bend : 0), y: (a.y + b.y) / 2 + (b.x === a.x ? 0 : bend) };
  const edge = (from: Place, towards: Place): string => {
    const length = Math.hypot(towards.x - from.x, towards.y - from.y) || 1;
    const part = radius / length;
    return `${(from.x + (towards.x - from.x) * part).toFixed(1)} ${(from.y + (towards.y - from.y) * part).toFixed(1)}`;
  };
  const path = `M${edge(a, middle)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${edge(b, middle)}`;
  return { path, at: { x: middle.x, y: (middle.y + (a.y + b.y) / 2) / 2 - 5 } };
}
