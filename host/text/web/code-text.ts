/** What the code of an error means, and what to do about it. */
export interface CodeText {
  readonly message: string;
  readonly hint: string;
}
