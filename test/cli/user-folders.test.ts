import { join } from 'node:path';
import test from 'ava';
import { configFolder, stateFolder } from '../../host/cli/files/user-folders.js';

/** What is set in the environment, and the folders of settings and of state that follow. */
const FOLDERS: readonly (readonly [
  env: Readonly<Record<string, string>>,
  config: string | undefined,
  state: string | undefined,
])[] = [
  [{}, undefined, undefined],
  [{ HOME: '/h' }, join('/h', '.config', 'onair'), join('/h', '.local', 'state', 'onair')],
  [{ HOME: '', XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' }, undefined, undefined],
  [
    { HOME: '/h', XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' },
    join('/h', '.config', 'onair'),
    join('/h', '.local', 'state', 'onair'),
  ],
  [{ HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }, join('/c', 'onair'), join('/s', 'onair')],
  [{ USERPROFILE: '/u' }, join('/u', '.config', 'onair'), undefined],
];

for (const [env, config, state] of FOLDERS) {
  test(`folders of the user with ${JSON.stringify(env)}`, (t) => {
    t.is(configFolder({ env }), config);
    t.is(stateFolder({ env }), state);
  });
}
