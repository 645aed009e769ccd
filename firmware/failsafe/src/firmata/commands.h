// What the host says, done; and the answers to its questions.
#pragma once
#include "parser.h"

namespace commands {

// Unknown, malformed and impossible messages do nothing.
void execute(const Message& message);
// Version, name and cause of the reset, unasked: by this a host notices that the board has restarted.
void sendGreeting();

}  // namespace commands
