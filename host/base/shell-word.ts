/** A word of a command line, quoted for a shell where it must be: the port `sim:hc06?baud=38400&seed=2`. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
