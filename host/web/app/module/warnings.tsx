import { say } from '../shell/words.js';

/** What a module, or what is to be written into it, makes worth knowing. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <p key={warning} class="warning">
      {say(warning)}
    </p>
  ));
}
