/** Plain words for the system's error codes of files. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'no permission for that',
  EPERM: 'no permission for that',
  EROFS: 'that disk can only be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'there is such a file already',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full (quota)',
  EFBIG: 'there is no room for that size',
  EIO: 'the disk does not work',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENXIO: 'nothing is reading from it',
  EAGAIN: 'it would have to be waited for',
  ELOOP: 'its links lead in a circle',
  EINVAL: 'that kind of file can’t do that',
};

/** What went wrong with a file, without the system's codes. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return WORDS[code] ?? (error instanceof Error ? (error.message.split(',')[0] ?? '') : String(error));
}
