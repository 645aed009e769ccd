// Firmata's I2C (github.com/firmata/protocol, i2c.md).
#pragma once
#include <stdint.h>

namespace i2c {

// Makes SDA and SCL I2C, if no lease binds them; any other mode of one of them ends it.
void begin();
// Data of the messages. Malformed ones do nothing; what did not work is told as a string, not replied to.
void configure(const uint8_t* data, uint8_t length);
void request(const uint8_t* data, uint8_t length);

// One of the reads that go on, each in its turn, if its interval has come and no analog report is due.
void continueReads();
// A read is due that had no turn yet.
bool isDue();
// Tells of what did not work, when the wire has room.
void reportError();

}  // namespace i2c
