import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { isNetworkError, listenError } from '../../link/node/index.js';
import { parseListen, serveApp, urlsOf } from '../../panel/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface AppFlags extends OutputFlags {
  readonly listen: string;
}

const ABOUT = `
The page runs by itself: its simulated devices, and your own through the browser's
serial ports (Chrome, Edge; Firefox 151). It works offline after the first visit.`;

/** `onair app`: the web app, for a browser on this computer. */
export function appCommand(io: Io): Command {
  return command('app', 'the web app for a browser on this computer')
    .option('--listen <address>', 'where the browser comes in; port 0 takes a free one', '127.0.0.1:8081')
    .addHelpText('after', ABOUT)
    .addHelpText('after', examples('onair app', 'onair app --listen 127.0.0.1:9000'))
    .action((flags: AppFlags) => runApp(io, flags));
}

async function runApp(io: Io, flags: AppFlags): Promise<void> {
  const out = new Output(io, flags);
  const listen = parseListen(flags.listen);
  if (!listen.isLoopback) {
    throw new OnairError('bad-usage', {
      message: `${listen.host} can be reached by phones, and their browsers open a port only on a page from https`,
      hint: 'open it on this computer, for example with --listen 127.0.0.1:8081',
    });
  }
  const app = await serveApp(listen).catch((error: unknown) => {
    throw isNetworkError(error) ? listenError('http', listen, error) : error;
  });
  try {
    const [url] = urlsOf(listen, app.port);
    out.event({
      schema: 'app.ready@1',
      data: { url },
      text: [`open ${url} in a browser on this computer; stop with Ctrl-C`],
    });
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await app.close();
  }
}
