/** How to come to a Bluetooth port where onair does not pair by itself; and which of the ports to take. */
export const PAIR_BY_HAND: Partial<Record<NodeJS.Platform, string>> = {
  darwin:
    'System Settings, Bluetooth: connect the module and type its PIN (1234 as sold); then take /dev/cu.NAME, not /dev/tty.NAME, which waits for a signal that never comes. See: onair ports',
  win32:
    'Settings, Bluetooth & devices, Add device, and type its PIN (1234 as sold; not there? set Bluetooth devices discovery to Advanced); then in More Bluetooth settings, COM Ports, take the port marked Outgoing. See: onair ports',
};
