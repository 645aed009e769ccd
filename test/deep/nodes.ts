/**
 * Every Node that onair is tried on, beginning with the oldest that `engines` lets in, each with an npm of the line
 * that it is shipped with: npm 10 reads a tarball's `overrides` where npm 11 does not.
 */
export const NODES = [
  { node: '20.19.0', npm: '10.8.2' },
  { node: '22.23.3', npm: '10.9.9' },
  { node: '24.21.0', npm: '11.6.2' },
] as const;
