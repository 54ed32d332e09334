import { type Graph, graphOf } from '../../drawing/graph.ts';
import type { LearnedModel } from '../../gateway/learner/model.ts';

/** The states of a model from which something is still taken, and what leads from one to another. */
export function graphOfModel({ labels, next }: LearnedModel): Graph {
  const isTrap = (state: number): boolean =>
    labels[state] === 'refused' && next.slice(state << 8, (state + 1) << 8).every((to) => to === state);
  const states = labels.flatMap((_, state) => (isTrap(state) ? [] : [state]));
  return graphOf(states, (state, octet) => next[(state << 8) | octet] as number);
}
