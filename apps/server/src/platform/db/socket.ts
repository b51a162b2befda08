/** A socket's whole path holds 107 bytes on Linux, 103 on macOS. */
const LONGEST_PATH = 103;

/**
 * Where the embedded database listens besides loopback: its own cluster folder, which only its user (and root) may enter. A socket costs both sides a good
 * third less than loopback TCP. Null where there can be none: Windows, a path that is too long or that a setting of PostgreSQL cannot carry.
 */
export function socketFolder(cluster: string, port: number): string | null {
  if (process.platform === 'win32' || /[\s,'"]/.test(cluster)) return null;
  return Buffer.byteLength(`${cluster}/.s.PGSQL.${port}.lock`) <= LONGEST_PATH ? cluster : null;
}

/** What a connection URL ends with to take the socket. The host before it still says where loopback TCP goes. */
export const bySocket = (folder: string | null): string =>
  folder === null ? '' : `?host=${encodeURIComponent(folder)}`;
