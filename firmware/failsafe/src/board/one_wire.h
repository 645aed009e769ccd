// Time slots of a 1-Wire bus at standard speed, on any digital pin. The line needs a resistor of 4.7 kΩ to 5 V: the
// pull-up of the chip is too weak.
//
// Timing: Maxim application note 126 and the data sheet of the DS18B20. Between two slots the line is high, and may be
// so for any time; so the caller decides how many slots it has time for.
#pragma once
#include <stdint.h>

namespace one_wire {

// True if the line was high before, and a device answered with a presence pulse. 0.96 ms.
bool reset(uint8_t pin);
// 70 µs each.
void writeBit(uint8_t pin, bool bit);
bool readBit(uint8_t pin);
// Drives the line high until the next slot: devices without a supply of their own live on that.
void drivePower(uint8_t pin);

}  // namespace one_wire
