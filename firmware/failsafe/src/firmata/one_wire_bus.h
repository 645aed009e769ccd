// Firmata's OneWire messages (github.com/firmata/protocol), as ConfigurableFirmata has them.
//
// A search takes 14 ms for each device. So a request is carried out a few slots per pass of loop(), between other
// messages; only the next OneWire message waits for it.
#pragma once
#include <stdint.h>

namespace one_wire_bus {

// A request is being carried out: execute() must wait.
bool isBusy();
// A reply waits for room on the line.
bool needsRoom();
// Whether devices of this pin, which is in mode OneWire, live on its power.
void configure(uint8_t pin, bool powers);
// Data of ONEWIRE_DATA but for ONEWIRE_CONFIG. Malformed messages are ignored; what can't be done is said in a string.
void execute(const uint8_t* data, uint8_t length);
// Carries out a part of the request: one slot or three, or as many as take 0.9 ms when nothing else can be done.
void proceed(bool hasTime);

}  // namespace one_wire_bus
