// The USART that serves the host (HOST_USART of board.h), at the 57,600 baud of StandardFirmata: a ring of bytes in
// each direction, and when the received ones arrived.
//
// Arduino's Serial is not used because it does not know when a byte arrived. A byte may wait while the board sends
// a long answer, and a lease must count from the arrival of its renewal, not from the moment when it is parsed.
#pragma once
#include <stdint.h>

namespace usart {

// Stands in the received bytes for one or more that were lost: the buffer was full, or the line had a framing
// error or an overrun. Firmata has no such command, so the parser drops the message that lost a byte.
constexpr uint8_t LOST = 0xFE;

void begin();

// Received bytes that were not read yet.
uint8_t available();
uint8_t read();
// Low 16 bits of millis() when the byte that was read last arrived. Never later than that; earlier by the time in
// which up to seven bytes before it arrived (1.2 ms at the full rate of the line), and by more where the buffer was
// almost full.
uint16_t readByteArrivedMs();

// Whether this many bytes fit into the transmit buffer now.
bool hasRoom(uint8_t bytes);
// There must be room.
void write(uint8_t byte);

}  // namespace usart
