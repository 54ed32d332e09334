import type { Expression } from '../recipe.ts';

/** Whether an expression matches exactly one octet whenever it matches. */
export function isOneOctet(expression: Expression, rules: ReadonlyMap<string, Expression>): boolean {
  switch (expression[0]) {
    case 'terminal':
      return expression[2].length === 1;
    case 'range':
      return true;
    case 'alt': {
      const [, , ...alternatives] = expression;
      return alternatives.every((alternative) => isOneOctet(alternative, rules));
    }
    case 'app': {
      const rule = rules.get(expression[2]);
      return rule !== undefined && isOneOctet(rule, rules);
    }
    default:
      return false;
  }
}

/** Whether an expression can match nothing. */
export function isNullable(expression: Expression, rules: ReadonlyMap<string, Expression>): boolean {
  switch (expression[0]) {
    case 'terminal':
      return expression[2] === '';
    case 'range':
    case 'plus': // Ohm has no repetition of what can match nothing.
      return false;
    case 'app': {
      const rule = rules.get(expression[2]);
      return rule === undefined ? expression[2] === 'end' : isNullable(rule, rules);
    }
    case 'seq': {
      const [, , ...factors] = expression;
      return factors.every((factor) => isNullable(factor, rules));
    }
    case 'alt': {
      const [, , ...alternatives] = expression;
      return alternatives.some((alternative) => isNullable(alternative, rules));
    }
    default:
      return true;
  }
}

/** A terminal or a range as RFC 5234 writes it: "/" or, where that cannot be printed, %x0D.0A, and %xC0-DF. */
export function notation([kind, , ...ends]:
  | readonly ['terminal', object, string]
  | readonly ['range', object, string, string]): string {
  const [text] = ends;
  if (kind === 'range') return `%x${ends.map(hexadecimal).join('-')}`;
  return /^[!#-~]+$/.test(text) ? `"${text}"` : `%x${[...text].map(hexadecimal).join('.')}`;
}

function hexadecimal(octet: string): string {
  return octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}
