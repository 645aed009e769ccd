import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { isNetworkError, listenError } from '../../link/node/index.js';
import { fingerprintOf, ownHosts, parseListen, serveApp, urlsOf } from '../../panel/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { keptCertificate } from './kept-certificate.js';

interface AppFlags extends OutputFlags {
  readonly listen: string;
  readonly lan?: boolean;
  readonly tls?: boolean;
}

const ABOUT = `
The page runs by itself: its simulated devices, and your own through the browser's
serial ports (Chrome, Edge; Firefox 151). It works offline after the first visit.

A phone's browser opens ports only for a page from https: --lan --tls makes a
certificate for this computer, once, and keeps it in $XDG_STATE_HOME/onair. The phone
says that the connection is not private, because nobody else vouches for that
certificate: compare the fingerprint that is shown here, then go on. It does not work
offline there.`;

const WARNED =
  'The browser warns that the connection is not private. Its certificate must have this fingerprint:';

/** Addresses that stand for others name no computer. */
const isNamed = (host: string): boolean => host !== '0.0.0.0' && host !== '::';

/** `onair app`: the web app, for a browser on this computer. */
export function appCommand(io: Io): Command {
  return command('app', 'the web app for a browser on this computer')
    .option('--listen <address>', 'where the browser comes in; port 0 takes a free one', '127.0.0.1:8081')
    .option('--lan', 'phones on the same Wi-Fi come in, too; needs --tls')
    .option('--tls', "https, with this computer's own certificate")
    .addHelpText('after', ABOUT)
    .addHelpText('after', examples('onair app', 'onair app --listen 127.0.0.1:9000', 'onair app --lan --tls'))
    .action((flags: AppFlags) => runApp(io, flags));
}

async function runApp(io: Io, flags: AppFlags): Promise<void> {
  const out = new Output(io, flags);
  const given = parseListen(flags.listen);
  const listen = flags.lan ? { ...given, host: '0.0.0.0', isLoopback: false } : given;
  if (!listen.isLoopback && !flags.tls) {
    throw new OnairError('bad-usage', {
      message: `${listen.host} can be reached by phones, and their browsers open a port only on a page from https`,
      hint: 'add --tls, or open it on this computer, for example with --listen 127.0.0.1:8081',
    });
  }
  const tls = flags.tls ? keptCertificate(io, [...ownHosts(listen)].filter(isNamed), new Date()) : undefined;
  const app = await serveApp(listen, tls).catch((error: unknown) => {
    throw isNetworkError(error) ? listenError('http', listen, error) : error;
  });
  try {
    const urls = urlsOf(listen, app.port, tls ? 'https' : 'http');
    const [url] = urls;
    const fingerprint = tls && fingerprintOf(tls.cert);
    const where = listen.isLoopback ? 'in a browser on this computer' : 'on a phone in the same Wi-Fi';
    out.event({
      schema: 'app.ready@1',
      data: { url, ...(fingerprint !== undefined && { urls, fingerprint }) },
      text: [
        `open ${url} ${where}; stop with Ctrl-C`,
        ...(fingerprint === undefined ? [] : [WARNED, `SHA-256 ${fingerprint}`]),
      ],
    });
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await app.close();
  }
}
