import { hc06Kind } from '../../../host/hc06/sim/index.js';
import { serveApp } from '../../../host/panel/index.js';
import { run } from '../../cli/run.js';
import { SerialBrowser } from '../../web/ports/serial-browser.js';
import { Tab } from '../../web/ports/tab.js';
import { median } from '../statistics.js';

const ROUNDS = 5;
/** At a rate that is tried late, so that many rates are changed. */
const MODULE = { baud: '38400' };
const NAME = 'Jeep';
const PIN = '4321';

interface Round {
  readonly browserS: number;
  readonly cliS: number;
}

/** The same module found, and given name, PIN and rate, by page and command line in turn, each on a new pty. */
export async function besideCli() {
  const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  const origin = `http://localhost:${app.port}`;
  const browser = await SerialBrowser.start(origin);
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ browserS: await byPage(browser, origin), cliS: await byCommand(browser) });
    }
  } finally {
    await browser.close();
    await app.close();
  }
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  return { rounds, ratio: of(({ browserS }) => browserS) / of(({ cliS }) => cliS) };
}

async function byPage(browser: SerialBrowser, origin: string): Promise<number> {
  await browser.plug('ch340', hc06Kind, MODULE);
  const tab = await Tab.open(browser, origin, 'module');
  await tab.use('ch340');
  const tookS =
    (await seconds(() => tab.findModule())) +
    (await seconds(async () => {
      await tab.fill('Name', NAME);
      await tab.fill(/PIN/, PIN);
      await tab.page.getByLabel(/Rate/).selectOption('9600');
      await tab.press('Show what will be written');
      await tab.press('Write it');
      await tab.ends(/Done: the module answers at 9600 8N1/);
    }));
  await browser.clear();
  return tookS;
}

async function byCommand(browser: SerialBrowser): Promise<number> {
  const { path } = await browser.plug('ch340', hc06Kind, MODULE);
  const argv = `hc06 set --port ${path} --name ${NAME} --pin ${PIN} --baud 9600 --yes`.split(' ');
  const tookS = await seconds(async () => {
    const { code, stderr } = await run(argv);
    if (code !== 0) throw new Error(stderr);
  });
  await browser.clear();
  return tookS;
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await act();
  return (performance.now() - from) / 1000;
}
