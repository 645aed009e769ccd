import type { Dialect } from './dialect.js';
import { silentCommands } from './silent.js';

/** Version strings that one public OBD sketch lists with those that take the linvor commands. */
export const presumed: Dialect = {
  ...silentCommands,
  id: 'presumed-linvor',
  title: 'firmware that is presumed to speak linvor',
  version: /HC-06-\d{8}|DX_smart\s*v?\d+\.\d+|BT SPP V3\.\d+/i,
  remarks: ['one source only says that this firmware takes the linvor commands: watch each answer'],
  confidence: 'one',
  sources: ['a published OBD sketch with a table of version strings (host/hc06/SOURCES.md#families)'],
};
