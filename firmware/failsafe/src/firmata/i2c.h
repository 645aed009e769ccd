// Firmata's I2C messages (github.com/firmata/protocol, i2c.md).
#pragma once
#include <stdint.h>

namespace i2c {

// Puts SDA and SCL into mode I2c unless a lease holds or watches them. Any other mode of one of them ends
// I2C.
void begin();
// Data of I2C_CONFIG and I2C_REQUEST. Malformed messages are ignored; a failed transaction is reported as a
// string instead of a reply.
void configure(const uint8_t* data, uint8_t length);
void request(const uint8_t* data, uint8_t length);

// Executes at most one of the continuous reads, in turn, if its sampling interval is over and no analog
// report is due.
void continueReads();
// A continuous read is due.
bool isDue();

}  // namespace i2c
