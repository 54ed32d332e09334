// How right are they? What each makes of the labelled lines of the corpus.
import { displayReasonPhrase, parseStatusLine, safeParseStatusLine } from 'sip-status-line';
import { malformed, valid } from './lines.mjs';
import { peers } from './time.mjs';

const ours = { name: 'sip-status-line', parse: (line) => safeParseStatusLine(line).statusLine };

function attempt(parse, line) {
  try {
    return parse(line);
  } catch {
    return undefined;
  }
}

export function verdicts() {
  return [ours, ...peers].map(({ name, parse }) => {
    const answers = valid
      .filter(({ line }) => safeParseStatusLine(line).fault === undefined)
      .map(({ line }) => ({ line, answer: attempt(parse, line) }));
    const isSame = ({ line, answer }) => {
      const expected = parseStatusLine(line);
      return answer.statusCode === expected.statusCode && answer.reasonPhrase === expected.reasonPhrase;
    };
    return {
      name,
      malformed: malformed.length,
      accepted: malformed.filter(({ line }) => {
        const answer = attempt(parse, line);
        return answer !== undefined && Number.isInteger(answer.statusCode);
      }).length,
      valid: answers.length,
      refused: answers.filter(({ answer }) => answer === undefined || !Number.isInteger(answer.statusCode)).length,
      altered: answers
        .filter(({ answer }) => answer !== undefined && Number.isInteger(answer.statusCode))
        .filter((row) => !isSame(row))
        .map(({ line }) => displayReasonPhrase(line)).length,
    };
  });
}
