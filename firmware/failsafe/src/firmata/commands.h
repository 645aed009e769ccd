// Executes the messages of the host.
#pragma once
#include "parser.h"

namespace commands {

// A OneWire message waits for the one before it.
bool mustWait(const Message& message);
// Unknown, malformed and impossible messages are ignored.
void execute(const Message& message);
// Version, name and reset cause, sent without a query after a start: they show a host that the board has
// restarted.
void sendGreeting();

}  // namespace commands
