// Completions of the shells, made of the same data as the help texts.
import { type Command, UsageError } from './command.ts';
import type { Commands } from './help.ts';

/** The script that a shell reads to complete the tool's words. @throws {UsageError} for a shell that is not known */
export function completionScript(shell: string | undefined, commands: Commands): string {
  const make = new Map(Object.entries({ bash, zsh, fish })).get(shell ?? '');
  if (make === undefined) throw new UsageError('completion needs a shell: bash, zsh or fish');
  return make(commands);
}

function optionsOf({ options }: Command): readonly string[] {
  return [...Object.keys(options), 'help'].map((name) => `--${name}`);
}

const bash = (commands: Commands): string => `# eval "$(sip-status-line completion bash)"
_sip_status_line() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...commands.keys(), 'help', '--help', '--version'].join(' ')}'
  elif [[ $current == -* ]]; then
    case \${COMP_WORDS[1]} in
${[...commands].map(([name, command]) => `      ${name}) words='${optionsOf(command).join(' ')}' ;;`).join('\n')}
    esac
  elif [ "\${COMP_WORDS[1]}" = help ]; then
    words='${[...commands.keys()].join(' ')}'
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o default -F _sip_status_line sip-status-line
`;

const zsh = (commands: Commands): string => `#compdef sip-status-line
# eval "$(sip-status-line completion zsh)"
_sip_status_line() {
  local -a words
  if (( CURRENT == 2 )); then
    words=(
${[...commands].map(([name, { summary }]) => `      ${quoted(`${name}:${summary}`)}`).join('\n')}
      'help:print the help of a command'
    )
    _describe command words
    return
  fi
  case $words[2] in
${[...commands]
  .map(
    ([name, { options }]) =>
      `    ${name}) _arguments ${Object.entries(options)
        .map(([option, { help, value }]) =>
          quoted(`--${option}[${help.replace(/[[\]:]/g, ' ')}]${value ? `:${value.replace(/:/g, ' ')}:_files` : ''}`),
        )
        .join(' ')} '*:file:_files' ;;`,
  )
  .join('\n')}
  esac
}
compdef _sip_status_line sip-status-line
`;

const fish = (commands: Commands): string => `# sip-status-line completion fish | source
${[...commands]
  .flatMap(([name, { summary, options }]) => [
    `complete -c sip-status-line -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...Object.entries(options).map(
      ([option, { help, short, value }]) =>
        `complete -c sip-status-line -n '__fish_seen_subcommand_from ${name}' -l ${option}${short ? ` -s ${short}` : ''}${value ? ' -r' : ''} -d ${quoted(help)}`,
    ),
  ])
  .join('\n')}
`;

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
