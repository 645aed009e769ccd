import { type ErrorCode, INSTALL_BLUEZ, messageOf, OnairError } from '../base/index.js';
import { BusError } from './bus.js';

interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

const NOT_RUNNING: Meaning = {
  code: 'port-missing',
  message: 'bluetoothd is not running, so Bluetooth does not work on this computer',
  hint: `sudo systemctl enable --now bluetooth; then look: onair doctor. If it is missing: ${INSTALL_BLUEZ.daemon}`,
};

const DENIED: Meaning = {
  code: 'port-denied',
  message: 'the system bus does not let you talk to bluetoothd',
  hint: 'Debian lets the group bluetooth: sudo usermod -aG bluetooth $USER, then log out and in again',
};

/**
 * The errors of BlueZ (SOURCES.md#errors-of-pairing; doc/adapter-api.txt, doc/device-api.txt). A wrong PIN has no error
 * of its own: it is AuthenticationFailed.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'org.bluez.Error.AuthenticationFailed': {
    code: 'device-refused',
    message: 'the device refused the PIN',
    hint: 'after a change of the PIN some modules keep the old one until they were without power for half a minute; HC-06 modules come with 1234, some with 0000',
  },
  'org.bluez.Error.AuthenticationRejected': {
    code: 'device-refused',
    message: 'the device refused to pair',
    hint: 'after a wrong PIN a module may refuse for a while: wait a minute, or switch it off and on; is it connected to something else?',
  },
  'org.bluez.Error.AuthenticationCanceled': {
    code: 'device-confused',
    message: 'the pairing was broken off',
    hint: 'keep the module near and its power steady, close other Bluetooth windows, and try again',
  },
  'org.bluez.Error.AuthenticationTimeout': {
    code: 'device-silent',
    message: 'the device did not answer during the pairing',
    hint: 'go nearer, switch the module off and on, and try again',
  },
  'org.bluez.Error.ConnectionAttemptFailed': {
    code: 'device-silent',
    message: 'the device does not answer: out of range, off, or connected to another computer',
    hint: 'its LED must blink: solid means that another computer or phone has it. Go nearer and look: onair bluetooth scan',
  },
  'org.bluez.Error.AlreadyExists': {
    code: 'bad-usage',
    message: 'it is paired already',
    hint: 'use it: onair bluetooth bind; or pair it again: onair bluetooth forget, then pair',
  },
  'org.bluez.Error.InProgress': {
    code: 'port-busy',
    message: 'another program is pairing or scanning',
    hint: 'close other Bluetooth windows (settings, bluetoothctl), wait some seconds, and try again',
  },
  'org.bluez.Error.NotReady': {
    code: 'port-failed',
    message: 'the Bluetooth adapter is not ready',
    hint: 'switch it on: bluetoothctl power on; then look: onair doctor',
  },
  'org.bluez.Error.DoesNotExist': {
    code: 'device-unknown',
    message: 'BlueZ does not know this device any more',
    hint: 'another program may have removed it; look again: onair bluetooth scan',
  },
  'org.freedesktop.DBus.Error.UnknownObject': {
    code: 'device-unknown',
    message: 'the device was removed meanwhile',
    hint: 'another program, or BlueZ itself after some minutes, has dropped it; look again: onair bluetooth scan',
  },
  'org.freedesktop.DBus.Error.ServiceUnknown': NOT_RUNNING,
  'org.freedesktop.DBus.Error.NameHasNoOwner': NOT_RUNNING,
  'org.freedesktop.DBus.Error.AccessDenied': DENIED,
  'org.bluez.Error.NotAuthorized': DENIED,
  'org.bluez.Error.NotPermitted': DENIED,
};

/** Replies of an older BlueZ for an object that is gone, and of the bus when bluetoothd ends. */
const SAME: Readonly<Record<string, string>> = {
  'org.freedesktop.DBus.Error.UnknownMethod': 'org.freedesktop.DBus.Error.UnknownObject',
  'org.bluez.Error.NotAvailable': 'org.bluez.Error.NotReady',
};

/** Turns a bus error into one with a remedy. Our own errors pass unchanged. */
export function explain(thrown: unknown, device?: string): OnairError {
  if (thrown instanceof OnairError) return thrown;
  if (!(thrown instanceof BusError)) {
    return new OnairError('port-failed', {
      message: `Bluetooth failed: ${messageOf(thrown)}`,
      hint: 'look: onair doctor, and: journalctl -u bluetooth',
      cause: thrown,
    });
  }
  const { type } = thrown;
  if (type === 'org.freedesktop.DBus.Error.NoReply') return gone();
  const meaning = MEANINGS[SAME[type] ?? type] ?? {
    code: 'device-confused',
    message: `BlueZ says: ${thrown.message} (${type})`,
    hint: 'try again; the log of bluetoothd: journalctl -u bluetooth',
  };
  return new OnairError(meaning.code, {
    message: device === undefined ? meaning.message : `${device}: ${meaning.message}`,
    hint: meaning.hint,
    details: { bluez: type, said: thrown.message },
    cause: thrown,
  });
}

/** The error for a bluetoothd that ended during the operation. */
export function gone(): OnairError {
  return new OnairError('port-lost', {
    message: 'bluetoothd has ended meanwhile',
    hint: 'check: systemctl status bluetooth; start it: sudo systemctl restart bluetooth',
  });
}

/** Whether a failed pairing proves that the PIN was refused, rather than another failure. */
export function isRefusal(error: OnairError): boolean {
  return error.details.bluez === 'org.bluez.Error.AuthenticationFailed';
}

/** Whether a retry some seconds later may succeed. */
export function isPassing(error: OnairError): boolean {
  const { bluez } = error.details;
  return (
    bluez === 'org.bluez.Error.AuthenticationRejected' ||
    bluez === 'org.bluez.Error.ConnectionAttemptFailed' ||
    bluez === 'org.bluez.Error.AuthenticationCanceled' ||
    bluez === 'org.bluez.Error.InProgress'
  );
}
