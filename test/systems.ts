/**
 * Whether this system has signals between processes, file modes, symbolic links for everybody and colons in the names
 * of files. Tests that need one of them skip on Windows, which has none.
 */
export const posix = process.platform !== 'win32';
