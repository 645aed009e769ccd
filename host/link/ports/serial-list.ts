import { SerialPort } from 'serialport';

/** The system's own list of serial ports; used without sysfs (macOS, Windows). */
export function listWithSerialport(): ReturnType<typeof SerialPort.list> {
  return SerialPort.list();
}
