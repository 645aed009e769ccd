// Numbers of the Firmata protocol, version 2.5 (github.com/firmata/protocol, protocol.md), and of the lease
// messages.
#pragma once
#include <stdint.h>

namespace protocol {

constexpr uint8_t VERSION_MAJOR = 2;
constexpr uint8_t VERSION_MINOR = 5;
constexpr uint8_t FIRMWARE_MAJOR = 1;
constexpr uint8_t FIRMWARE_MINOR = 1;
#define FIRMWARE_NAME "onair-failsafe"

// Messages. Those below 0xF0 carry a port or channel in their low four bits.
constexpr uint8_t DIGITAL_PORT = 0x90;
constexpr uint8_t REPORT_ANALOG = 0xC0;
constexpr uint8_t REPORT_PORT = 0xD0;
constexpr uint8_t ANALOG = 0xE0;
constexpr uint8_t START_SYSEX = 0xF0;
constexpr uint8_t PIN_MODE = 0xF4;
constexpr uint8_t DIGITAL_PIN = 0xF5;
constexpr uint8_t END_SYSEX = 0xF7;
constexpr uint8_t VERSION = 0xF9;
constexpr uint8_t SYSTEM_RESET = 0xFF;

// Core sysex ids.
constexpr uint8_t MAPPING_QUERY = 0x69;
constexpr uint8_t MAPPING = 0x6A;
constexpr uint8_t CAPABILITY_QUERY = 0x6B;
constexpr uint8_t CAPABILITIES = 0x6C;
constexpr uint8_t PIN_STATE_QUERY = 0x6D;
constexpr uint8_t PIN_STATE = 0x6E;
constexpr uint8_t EXTENDED_ANALOG = 0x6F;
constexpr uint8_t SERVO_CONFIG = 0x70;
constexpr uint8_t STRING = 0x71;
constexpr uint8_t ONEWIRE_DATA = 0x73;
constexpr uint8_t ONEWIRE_CONFIG = 0x41;  // the first of its data
constexpr uint8_t I2C_REQUEST = 0x76;
constexpr uint8_t I2C_REPLY = 0x77;
constexpr uint8_t I2C_CONFIG = 0x78;
constexpr uint8_t FIRMWARE = 0x79;
constexpr uint8_t SAMPLING_INTERVAL = 0x7A;

// Lease messages, in the range for users (0x01 to 0x0F). README.md lists their data.
constexpr uint8_t LEASE_CONFIGURE = 0x01;
constexpr uint8_t LEASE_RENEW = 0x02;
constexpr uint8_t LEASE_QUERY = 0x03;
constexpr uint8_t LEASE_CLEAR = 0x04;
constexpr uint8_t LEASE_STATE = 0x05;
constexpr uint8_t LEASE_TRIPPED = 0x06;
constexpr uint8_t LEASE_REFUSED = 0x07;
constexpr uint8_t RESET_CAUSE = 0x08;
constexpr uint8_t LEASE_ABOUT = 0x09;
constexpr uint8_t LEASE_FORGET = 0x0A;
constexpr uint8_t LEASE_KEEP = 0x0B;

// Version of the lease messages. A host that speaks another version must not drive this board.
constexpr uint8_t LEASE_VERSION = 1;
// What this board does beyond version 1 as it was first released, in LEASE_ABOUT: messages and their data are the
// same, so a host of any date can drive it, and one that knows these bits can tell what an older board lacks.
constexpr uint16_t CAN_OWN_ARRIVAL = 0x01;  // a lease counts from the arrival of its own renewal
constexpr uint16_t CAN_REST = 0x02;         // an interruption shorter than a rest counts as active
constexpr uint16_t CAN_TWO_SLOTS = 0x04;    // a power failure while leases are kept leaves the old ones or the new
constexpr uint16_t LEASE_CAPABILITIES = CAN_OWN_ARRIVAL | CAN_REST | CAN_TWO_SLOTS;

// Maximum number of bytes between START_SYSEX and END_SYSEX, as in StandardFirmata.
constexpr uint8_t LONGEST_SYSEX = 64;

// Ends the list of one pin in CAPABILITIES; "no channel" in MAPPING.
constexpr uint8_t NONE = 0x7F;

}  // namespace protocol
