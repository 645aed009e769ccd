import { INSTALL_BLUEZ } from '../../base/index.js';
import type { Examine } from './check.js';
import { PAIR_BY_HAND } from './pair-by-hand.js';

/** Many computers have no Bluetooth, and setting an HC-06 by wire needs none: nothing here is a failure. */
const ONLY = 'only "onair bluetooth" and "hc06 verify --air" need it';

/** How to pair and which port to use, on a system that pairs by itself. */
export const explainPairing: Examine = async ({ platform }) => {
  const remedy = PAIR_BY_HAND[platform];
  return { status: 'ok', found: 'the system pairs, not onair', ...(remedy !== undefined && { remedy }) };
};

/** The kernel knows an adapter. */
export const checkAdapter: Examine = async (computer) => {
  const { adapters } = await computer.bluetooth();
  if (adapters.length > 0) return { status: 'ok', found: adapters.join(', ') };
  const isWsl = /microsoft/i.test(computer.release);
  return {
    status: 'ok',
    found: `no Bluetooth adapter; ${ONLY}`,
    remedy: isWsl
      ? 'WSL has none: pair in Windows, and use the port marked Outgoing there'
      : 'plug one in, or give it to the container or virtual machine; one that is plugged in may lack its firmware: sudo dmesg | grep -i bluetooth',
  };
};

/** Neither a switch nor airplane mode blocks Bluetooth. */
export const checkRfkill: Examine = async (computer) => {
  const { blocked } = await computer.bluetooth();
  if (blocked === undefined) return { status: 'ok', found: 'Bluetooth is not blocked' };
  return {
    status: 'warn',
    found:
      blocked === 'hard'
        ? 'a switch keeps Bluetooth off'
        : 'airplane mode, or a setting, keeps Bluetooth off',
    remedy:
      blocked === 'hard'
        ? 'look for a switch or key on the computer, or Bluetooth in its BIOS; then: rfkill list bluetooth'
        : 'sudo rfkill unblock bluetooth, then: bluetoothctl power on',
  };
};

/** bluetoothd runs; not needed without an adapter. */
export const checkBluetoothd: Examine = async (computer) => {
  if ((await computer.programs()).includes('bluetoothd')) return { status: 'ok', found: 'running' };
  const { adapters } = await computer.bluetooth();
  const installed =
    (await computer.find('bluetoothctl')) !== undefined || (await computer.find('bluetoothd')) !== undefined;
  return {
    status: adapters.length > 0 ? 'warn' : 'ok',
    found: `${installed ? 'not running' : 'not installed'}; ${ONLY}`,
    remedy: installed
      ? 'sudo systemctl enable --now bluetooth'
      : `${INSTALL_BLUEZ.daemon}. Then: sudo systemctl enable --now bluetooth`,
  };
};

/** `rfcomm` is installed, which makes /dev/rfcommN; for access to these see permission. */
export const checkRfcomm: Examine = async (computer) => {
  const path = await computer.find('rfcomm');
  if (path !== undefined) return { status: 'ok', found: path };
  return {
    status: 'ok',
    found: 'not installed; only "onair bluetooth bind" needs it',
    remedy: INSTALL_BLUEZ.rfcomm,
  };
};
