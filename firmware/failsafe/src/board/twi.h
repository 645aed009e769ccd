// The chip's two-wire interface as a master that never waits for ever. Arduino's Wire is not used: it may hang on
// a stuck bus.
#pragma once
#include <stdint.h>

namespace twi {

enum class Result : uint8_t {
  Done = 0,
  AddressNack = 1,  // nobody at this address
  DataNack = 2,   // the slave takes no more bytes
  BusStuck = 3,     // a line is held, or the clock was stretched for too long
};

// A transaction is begin(), any of write(), read(), stop() and pause(), and stop(). It takes 25 ms at most: from
// then on everything in it fails at once, and so does every transaction of the next 250 ms. Leases are enforced
// in every wait.

// False: the bus is not free, and nine clocks did not free it.
bool begin();
// Both begin with a START, a repeated one where no stop() came before.
Result write(uint8_t address, const uint8_t* bytes, uint8_t count);
Result read(uint8_t address, uint8_t* bytes, uint8_t count);
// At least this long.
void pause(uint16_t us);
// STOP, and the pins belong to the port again.
void stop();

}  // namespace twi
