// Answers that are longer than the transmit buffer: the capabilities of all pins, and the list of all leases. Each is
// sent in parts, one per pass of loop(), when the buffer has room for one. So no pass waits for the line, and only a
// pass that ends restarts the watchdog. The next message is executed when the answer is complete.
#pragma once
#include <stdint.h>

namespace long_answer {

// Sends a part of an answer, 0 to the count of its parts - 1. At most PART_BYTES.
typedef void (*SendPart)(uint8_t part);
constexpr uint8_t PART_BYTES = 24;

void begin(SendPart sendPart, uint8_t parts);
bool isActive();
// Sends the next part if there is room.
void resume();
// It has gone on for longer than any answer can take: the program is broken, and the watchdog must end it.
bool isEndless();

}  // namespace long_answer
