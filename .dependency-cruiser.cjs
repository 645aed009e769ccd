// The arrows of the architecture: {cli, web} -> {text, setup, tour} -> {hc06, kenwood, packet, kiss-server, bluetooth, air-up, wiring} -> link -> base.

/** Files of this package; what is neither that nor a dependency is a module of Node. */
const OURS = '(host|firmware|wiring|test)/';

/** Folders that know each other by their faces only: each index.ts in one is a face. */
const AREA = '(?:host|firmware/air-up|firmware|wiring)/[^/]+/';

/** What runs in a browser too: also the faces that these import. */
const RUNS_ANYWHERE = [
  'host/(hc06|kenwood|setup|text|tour)/',
  'host/link/(sim/|index\\.ts$)',
  'firmware/air-up/(cycle|plant|simulate|vehicle|plot|sim-board)/',
  'firmware/air-up/board/(lease|pins|signals|firmata/index\\.ts$)',
  'wiring/(model|rules|draw|schematic|spice|export)/',
];

/** The folders of hc06, each of which uses those before it. */
const HC06_STEPS = ['dialogue', 'dialects', 'probe', 'settings'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(host|firmware)/',
        // what esbuild puts in or takes as entry
        pathNot: 'cli/onair\\.ts$|web/app/(platform/|shell/service-worker)',
      },
      to: {},
    },
    {
      name: 'through-the-face',
      comment:
        'nothing outside of an area reaches past an index.ts in it. Tests may: a unit test is of one file',
      severity: 'error',
      from: { path: `^(${AREA})` },
      to: {
        path: '^(host|firmware|wiring)/',
        // firmware/units.ts and its like stand beside the areas, not in one.
        pathNot: ['^$1', '/index\\.ts$', '^firmware/(air-up/)?[^/]+$'],
      },
    },
    {
      name: 'libraries-export-faces',
      comment:
        'what onair/air-up and onair/wiring export comes from faces too; that of other areas from their own files',
      severity: 'error',
      from: { path: '^(firmware/air-up|wiring)/[^/]+$' },
      to: { path: '^(host|firmware|wiring)/', pathNot: ['/index\\.ts$', '^firmware/(air-up/)?[^/]+$'] },
    },
    {
      name: 'nobody-imports-a-library',
      comment:
        'library.ts is for programs that install onair: a list that stays, where index.ts follows our own needs',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '/library\\.ts$' },
    },
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      from: { path: '^(host|firmware|wiring)/', pathNot: '^host/cli/' },
      to: { path: '^host/cli/' },
    },
    {
      name: 'web-app-runs-in-a-browser',
      comment:
        'the page uses the same cores as the command line, and what reads files or opens ports by Node is none',
      severity: 'error',
      from: { path: '^host/web/app/' },
      to: { path: `^(?!${OURS}|node_modules/|(stream|buffer|events)$)`, reachable: true },
    },
    {
      name: 'link-knows-no-device',
      comment: 'a wire knows nothing of what hangs on it; simulated devices are passed in',
      severity: 'error',
      from: { path: '^host/link/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/(link/|base/)' },
    },
    {
      name: 'devices-stand-beside-each-other',
      severity: 'error',
      from: { path: '^host/(hc06|packet)/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/($1/|link/|base/)' },
    },
    ...HC06_STEPS.slice(0, -1).map((folder, index) => ({
      name: `hc06-${folder}-knows-no-later-step`,
      severity: 'error',
      from: { path: `^host/hc06/${folder}/` },
      to: { path: `^host/hc06/(${HC06_STEPS.slice(index + 1).join('|')})/` },
    })),
    {
      name: 'bluetooth-uses-base',
      comment: 'the bus is passed in; only its folder node knows D-Bus and programs',
      severity: 'error',
      from: { path: '^host/bluetooth/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/(bluetooth/|base/)' },
    },
    {
      name: 'only-the-system-bus-imports-dbus',
      severity: 'error',
      from: { path: '^(host|firmware)/', pathNot: '^host/bluetooth/node/' },
      to: { path: 'node_modules/@jellybrick/' },
    },
    {
      name: 'kenwood-uses-link-and-packet',
      severity: 'error',
      from: { path: '^host/kenwood/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/(kenwood/|packet/|link/|base/)' },
    },
    {
      name: 'kiss-server-uses-packet',
      comment: 'no socket and no port: both are passed in',
      severity: 'error',
      from: { path: '^host/kiss-server/' },
      to: { pathNot: '^host/(kiss-server/|packet/|base/)' },
    },
    {
      name: 'frames-run-anywhere',
      comment: 'also in a browser: no Node module, also indirectly; the text of a file is passed in',
      severity: 'error',
      from: { path: '^host/(packet|kiss-server)/' },
      to: { path: `^(?!${OURS}|node_modules/)`, reachable: true },
    },
    {
      name: 'cores-run-in-a-browser',
      comment:
        'no Node module but those that a bundler replaces, also indirectly; the text of a file is passed in',
      severity: 'error',
      from: { path: RUNS_ANYWHERE.map((path) => `^${path}`) },
      to: { path: `^(?!${OURS}|node_modules/|(stream|buffer|events)$)`, reachable: true },
    },
    {
      name: 'air-up-reads-no-file',
      comment: 'firmata.ts finds the firmata of Johnny-Five, and only Node can tell where npm has put that',
      severity: 'error',
      from: {
        path: '^firmware/air-up/',
        pathNot: '^firmware/air-up/(node/|board/firmata/firmata\\.ts$)',
      },
      to: { path: `^(?!${OURS}|node_modules/|(stream|buffer|events)$)` },
    },
    {
      name: 'plant-stands-alone',
      severity: 'error',
      from: { path: '^firmware/air-up/plant/' },
      to: {
        path: '^(host|firmware)/',
        pathNot: '^(firmware/(air-up/plant/|units\\.ts$)|host/base/index\\.ts$)',
      },
    },
    {
      name: 'second-plant-knows-no-product',
      comment: 'what the cycle is judged by shares nothing with the plant that it was tuned on',
      severity: 'error',
      from: { path: '^test/air-up/second-plant/', pathNot: 'run-cycle\\.ts$' },
      to: { path: '^(host|firmware|wiring)/' },
    },
    {
      name: 'cycle-stands-alone',
      comment: 'pure control: no clock, no board, no console',
      severity: 'error',
      from: { path: '^firmware/air-up/cycle/' },
      to: { pathNot: '^firmware/(air-up/cycle/|units\\.ts$)' },
    },
    {
      name: 'air-up-uses-link',
      severity: 'error',
      from: { path: '^firmware/' },
      to: { path: '^host/', pathNot: '^host/(link/|base/)' },
    },
    {
      name: 'wiring-is-data-and-rules',
      comment: 'it knows no device, no board and no port',
      severity: 'error',
      from: { path: '^wiring/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/base/' },
    },
    {
      name: 'host-devices-know-no-firmware',
      severity: 'error',
      from: { path: '^host/', pathNot: '^host/(cli|setup|text)/' },
      to: { path: '^firmware/' },
    },
    {
      name: 'ground-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^host/base/' },
      to: { path: '^(host|firmware|wiring)/', pathNot: '^host/base/' },
    },
    {
      name: 'text-knows-types-only',
      comment: 'sentences for data of a core; of packets they also need bearings, units and names of symbols',
      severity: 'error',
      from: { path: '^host/text/' },
      to: { pathNot: '^host/(text|base|packet)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-serial-imports-serialport',
      severity: 'error',
      from: {
        path: '^(host|firmware)/',
        pathNot: '^host/link/(node/serial(-poller)?|ports/serial-list)\\.ts$',
      },
      to: { path: 'node_modules/serialport/' },
    },
    {
      name: 'product-imports-no-test-and-no-dev-dependency',
      comment: 'the web app is built before it is shipped: what it uses is in its bundle',
      severity: 'error',
      from: { path: '^(host|firmware)/', pathNot: '^host/web/' },
      to: {
        path: '^test/|node_modules',
        dependencyTypesNot: ['npm', 'core', 'npm-bundled'],
        pathNot: '^host/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], mainFields: ['main', 'types'] },
  },
};
