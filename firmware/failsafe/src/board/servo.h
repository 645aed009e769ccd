// Timer/Counter1 as a source of servo pulses: one for each servo in turn, every 20 ms. While there is a servo, the PWM
// outputs of this timer are not available.
#pragma once
#include <stdint.h>

namespace servo {

// In 20 ms there is time for eight pulses of 2.4 ms.
constexpr uint8_t MAX_SERVOS = 8;
// Pulse widths at 0 and 180 degrees, µs, as in Arduino's Servo library.
constexpr uint16_t DEFAULT_MIN_US = 544;
constexpr uint16_t DEFAULT_MAX_US = 2400;
// The longest pulse that the Servo library can be set to, µs.
constexpr uint16_t LONGEST_US = 2912;
// A shorter pulse could be over before its end is set: interrupts are off for up to 69 µs while OneWire sends a bit.
// Then it would last until the timer comes round, after 33 ms. No servo moves for so little. µs
constexpr uint16_t SHORTEST_US = 100;

bool hasPlace();
// There is at least one.
bool isAny();
// The pin must be an output at LOW. It gets no pulse before the first write(): a servo does not move until it is told
// where to. Another call for the same pin changes its range.
void attach(uint8_t pin, uint16_t minUs, uint16_t maxUs);
// Ends the pulses at once; the pin is left as it is.
void detach(uint8_t pin);
// An angle in degrees, or from DEFAULT_MIN_US on a pulse width in µs, as in Arduino's Servo library.
void write(uint8_t pin, uint16_t value);
// Width of its pulses, µs; 0: none yet.
uint16_t pulseUs(uint8_t pin);

}  // namespace servo
