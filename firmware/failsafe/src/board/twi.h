// The two-wire serial interface (TWI) as a master with a time-out. Arduino's Wire is not used because it may
// hang on a stuck bus.
#pragma once
#include <stdint.h>

namespace twi {

enum class Result : uint8_t {
  Done = 0,
  AddressNack = 1,  // no ACK after the address
  DataNack = 2,     // the slave accepts no more bytes
  BusStuck = 3,     // SDA or SCL is held low, or the clock was stretched for too long
};

// A transaction is begin(), then any of write(), read(), stop() and pause(), then stop(). After 25 ms it
// times out: everything else in it fails at once, and so does every transaction of the next 250 ms. Leases
// are enforced in every wait.

// False when the bus is not free and nine clock pulses did not free it.
bool begin();
// Both begin with a START condition; a repeated START when no stop() came before.
Result write(uint8_t address, const uint8_t* bytes, uint8_t count);
Result read(uint8_t address, uint8_t* bytes, uint8_t count);
// Waits at least this long, µs.
void pause(uint16_t us);
// Sends a STOP condition and disables the TWI, which returns the pins to the port.
void stop();

}  // namespace twi
