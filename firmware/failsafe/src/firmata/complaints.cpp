#include "complaints.h"

#include <Arduino.h>

#include "../board/serial_out.h"
#include "protocol.h"

namespace complaints {

// The longest complaint, each character in two bytes.
static const uint8_t LONGEST = 29;
static const uint8_t REPORT_BYTES = 3 + 2 * LONGEST;
// Minimum time between two complaints, ms.
static const uint16_t REPORT_MS = 100;

static const char* pending;
static bool isAboutI2c;
static uint8_t number;
static uint16_t reportedMs = -REPORT_MS;

void aboutPin(uint8_t pin, const char* text) {
  pending = text;
  isAboutI2c = false;
  number = pin;
}

void aboutI2c(uint8_t address, const char* text) {
  pending = text;
  isAboutI2c = true;
  number = address;
}

static void sendCharacter(uint8_t character) { serial_out::sendNumber(character, 2); }

static void sendHexDigit(uint8_t value) { sendCharacter(value < 10 ? '0' + value : 'A' - 10 + value); }

static void sendI2cComplaint() {
  serial_out::sendText(PSTR("I2C 0x"));
  sendHexDigit(number >> 4);
  sendHexDigit(number & 0x0F);
  serial_out::sendText(PSTR(": "));
  serial_out::sendText(pending);
}

static void sendPinComplaint() {
  serial_out::sendText(pending);
  serial_out::sendText(PSTR(" (pin "));
  if (number > 9) sendCharacter('0' + number / 10);
  sendCharacter('0' + number % 10);
  sendCharacter(')');
}

static bool isDue() { return pending != nullptr && static_cast<uint16_t>(millis() - reportedMs) >= REPORT_MS; }

bool needsRoom() { return isDue() && !serial_out::hasRoom(REPORT_BYTES); }

void report() {
  if (!isDue() || needsRoom()) return;
  serial_out::beginSysex(protocol::STRING);
  if (isAboutI2c) sendI2cComplaint();
  else sendPinComplaint();
  serial_out::endSysex();
  pending = nullptr;
  reportedMs = millis();
}

}  // namespace complaints
