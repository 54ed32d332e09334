import type { Ended, Outcome } from '../campaign/verdict.ts';
import type { CallingProgram } from '../modes/process-caller.ts';
import { processCaller } from '../modes/process-caller.ts';
import { bracketed } from '../sip/message.ts';
import type { Preset } from './preset.ts';

/** The OPTIONS client of Sofia-SIP, the parser of several soft switches. It prints the line as it understood it. */
export const sofia: Preset = {
  name: 'sofia',
  summary: 'sip-options, a client with the parser of soft switches: uas, one process a case',
  modes: ['uas'],
  transports: ['udp', 'tcp'],
  from: { debianPackage: 'sofia-sip-bin', executable: 'sip-options', versionArguments: [] },
  parallel: 8,

  prepare: async ({ transport }) => ({ target: { transport }, caller: processCaller(sipOptions) }),
};

const sipOptions: CallingProgram = {
  command: ({ uri, transport, address: { host } }) => [
    'sip-options',
    '--1XX',
    `--bind=sip:${bracketed(host)}:*;transport=${transport}`,
    uri,
  ],
  outcome: ({ status, output }) => readBlocks(output) ?? { verdict: 'replaced', detail: firstLine(output, status) },
};

/** Each response is printed with its header fields; an empty line ends it. */
function readBlocks(output: string): Outcome | undefined {
  const blocks = output.split(/\r?\n\r?\n/);
  const ofCase = blocks.find((block) => /^X-Role: case/m.test(block));
  if (ofCase !== undefined) {
    const statusCode = /^SIP\/2\.0 (\d+)/m.exec(ofCase)?.[1];
    return { verdict: 'accepted-as', ...(statusCode === undefined ? {} : { statusCode: Number(statusCode) }) };
  }
  return blocks.some((block) => /^X-Role: sentinel/m.test(block)) ? { verdict: 'dropped' } : undefined;
}

function firstLine(output: string, status: Ended['status']): string {
  return output.split('\n')[0]?.trim() || `exit status ${status}`;
}
