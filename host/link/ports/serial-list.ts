import { SerialPort } from 'serialport';

/** What the system's own list of serial ports says; used where there is no sysfs to read (macOS, Windows). */
export function listWithSerialport(): ReturnType<typeof SerialPort.list> {
  return SerialPort.list();
}
