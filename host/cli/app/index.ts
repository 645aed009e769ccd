import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { radioProfiles } from '../../kenwood/index.js';
import { isNetworkError, listenError } from '../../link/node/index.js';
import {
  fingerprintOf,
  type ListenAddress,
  ownHosts,
  parseListen,
  type RadioSharing,
  type ServedApp,
  serveApp,
  urlsOf,
} from '../../panel/index.js';
import { command, examples } from '../flags/flags.js';
import { lineFlags } from '../flags/line-flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { qrCode } from '../terminal/qr-code.js';
import { keptCertificate } from './kept-certificate.js';
import { type ShareFlags, shareRadio } from './share-radio.js';

interface AppFlags extends OutputFlags, ShareFlags {
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
offline there. A terminal with UTF-8 and colors shows the address as a QR code, too.

--radio shares the radio at a port of this computer with phones that have no serial
ports (iPhone): this computer keeps it in KISS, and the door Radio shows what it hears.
Each phone types a code that stands here, once; the key n gives another. Phones only
receive, unless --transmit is given: then they transmit UI frames under --call (or
ONAIR_CALL, or call: in ~/.config/onair/config.yaml), with any SSID, at most 12 in a
minute.
Without --tls others on the same Wi-Fi can read what is sent between.`;

const WARNED =
  'The browser warns that the connection is not private. Its certificate must have this fingerprint:';

/** Beside the code, short enough to be compared with what a phone shows. */
const besideCode = (fingerprint: string | undefined): readonly string[] => [
  '',
  'for the camera of the phone',
  ...(fingerprint === undefined ? [] : ['', 'SHA-256', ...(fingerprint.match(/.{1,24}/g) ?? [])]),
];

/** Addresses that stand for others name no computer. */
const isNamed = (host: string): boolean => host !== '0.0.0.0' && host !== '::';

/** `onair app`: the web app, for a browser on this computer, and its radio for phones. */
export function appCommand(io: Io): Command {
  return lineFlags(
    command('app', 'the web app for a browser on this computer')
      .option('--listen <address>', 'where the browser comes in; port 0 takes a free one', '127.0.0.1:8081')
      .option('--lan', 'phones on the same Wi-Fi come in, too; needs --tls or --radio')
      .option('--tls', "https, with this computer's own certificate")
      .option('--radio <port>', 'share the radio at this port: path, tcp://HOST:PORT or sim:DEVICE')
      .option('--model <radio>', `the radio: ${[...radioProfiles.keys()].join(', ')}`, 'tm-d700')
      .option('--transmit', 'phones may transmit through the radio, under --call')
      .option(
        '--call <call>',
        'your own call sign (also: ONAIR_CALL, or call: in ~/.config/onair/config.yaml)',
      )
      .option('--yes', 'do not ask before the radio is put into KISS'),
  )
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples(
        'onair app',
        'onair app --listen 127.0.0.1:9000',
        'onair app --lan --tls',
        'onair app --lan --radio /dev/rfcomm0',
        'onair app --lan --tls --radio /dev/rfcomm0 --transmit --call W1AW',
        'onair app --radio sim:tm-d700?traffic=4 --yes',
      ),
    )
    .action((flags: AppFlags) => runApp(io, flags));
}

async function runApp(io: Io, flags: AppFlags): Promise<void> {
  const out = new Output(io, flags);
  const listen = listenOf(flags);
  if (flags.radio !== undefined) {
    await shareRadio(io, out, flags, (radio, show) => {
      let known = '';
      // The code stands below the address.
      const onCode = (code: string): void => {
        if (known !== '') show(code);
        known = code;
      };
      return serve(io, out, flags, listen, { radio, clock: io.clock, onCode }).then((app) => {
        show(known);
        return app;
      });
    });
    return;
  }
  if (flags.transmit || flags.call !== undefined) {
    throw new OnairError('bad-usage', {
      message: '--transmit and --call are for the radio of this computer',
      hint: 'name its port: --radio PORT',
    });
  }
  const app = await serve(io, out, flags, listen, undefined);
  try {
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await app.close();
  }
}

/** @throws OnairError bad-usage, bad-value */
function listenOf({ listen: text, lan, tls, radio }: AppFlags): ListenAddress {
  const given = parseListen(text);
  const listen = lan ? { ...given, host: '0.0.0.0', isLoopback: false } : given;
  if (listen.isLoopback || tls || radio !== undefined) return listen;
  throw new OnairError('bad-usage', {
    message: `${listen.host} can be reached by phones, and their browsers open a port only on a page from https`,
    hint: 'add --tls (or --radio PORT, to share a radio of this computer), or open it on this computer, for example with --listen 127.0.0.1:8081',
  });
}

/** Serves the app, and shows its address. @throws OnairError of the certificate or the network */
async function serve(
  io: Io,
  out: Output,
  flags: AppFlags,
  listen: ListenAddress,
  sharing: RadioSharing | undefined,
): Promise<ServedApp> {
  const tls = flags.tls ? keptCertificate(io, [...ownHosts(listen)].filter(isNamed), new Date()) : undefined;
  const app = await serveApp(listen, tls, sharing).catch((error: unknown) => {
    throw isNetworkError(error) ? listenError('http', listen, error) : error;
  });
  const urls = urlsOf(listen, app.port, tls ? 'https' : 'http');
  const [url] = urls;
  const fingerprint = tls && fingerprintOf(tls.cert);
  const where = listen.isLoopback ? 'in a browser on this computer' : 'on a phone in the same Wi-Fi';
  const code = listen.isLoopback || url === undefined ? [] : qrCode(io, url, besideCode(fingerprint));
  out.event({
    schema: 'app.ready@1',
    data: { url, ...(fingerprint !== undefined && { urls, fingerprint }) },
    text: [
      `open ${url} ${where}; stop with Ctrl-C`,
      ...(fingerprint === undefined ? [] : [WARNED]),
      ...(fingerprint === undefined || code.length > 0 ? [] : [`SHA-256 ${fingerprint}`]),
      ...code,
    ],
  });
  return app;
}
