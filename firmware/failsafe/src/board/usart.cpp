#include "usart.h"

#include <avr/interrupt.h>
#include <avr/io.h>

#include "usart_registers.h"

// The count behind millis(), in wiring.c of the Arduino core; an interrupt reads it without a call.
extern "C" volatile unsigned long timer0_millis;

namespace usart {

// Powers of two; one place of each ring stays free. The longest line that a host may send at once is what Arduino's
// Serial holds, 63 bytes.
static const uint8_t RECEIVE_SIZE = 64;
static const uint8_t TRANSMIT_SIZE = 64;
// Bytes that share one time of arrival, that of the first of them.
static const uint8_t GROUP = 8;

static volatile uint8_t received[RECEIVE_SIZE];
static volatile uint16_t arrivedMs[RECEIVE_SIZE / GROUP];
static volatile uint8_t receiveHead;
static volatile uint8_t receiveTail;
static bool hasLost;  // of the interrupt
static uint16_t readArrivedMs;

static volatile uint8_t toTransmit[TRANSMIT_SIZE];
static volatile uint8_t transmitHead;
static volatile uint8_t transmitTail;

static inline uint8_t nextReceive(uint8_t at) { return (at + 1) % RECEIVE_SIZE; }
static inline uint8_t nextTransmit(uint8_t at) { return (at + 1) % TRANSMIT_SIZE; }

void begin() {
  // 16 MHz / 16 / (16 + 1) = 58,824 baud, 2.1 % too fast, as Arduino's Serial and the USB chips of the boards have
  // it; the double speed mode would be 0.8 % too slow.
  UCSRnA = 0;
  UBRRn = F_CPU / 16 / 57600 - 1;
  UCSRnC = _BV(UCSZ01) | _BV(UCSZ00);  // eight data bits, no parity, one stop bit
  UCSRnB = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

// Of the receive interrupt: false when the ring is full.
static inline bool store(uint8_t byte) {
  const uint8_t head = receiveHead;
  const uint8_t next = nextReceive(head);
  const uint8_t tail = receiveTail;
  if (next == tail) return false;
  // A group that still has unread bytes from the last time round keeps their time, which is too early for the new ones.
  const bool beginsGroup = head % GROUP == 0 && head / GROUP != tail / GROUP;
  if (beginsGroup || head == tail) arrivedMs[head / GROUP] = timer0_millis;
  received[head] = byte;
  receiveHead = next;
  return true;
}

ISR(USARTn_RX_vect) {
  const uint8_t status = UCSRnA;  // before UDRn: reading that moves on to the next byte
  const uint8_t byte = UDRn;
  if (status & (_BV(DOR0) | _BV(FE0))) hasLost = true;
  if (hasLost && store(LOST)) hasLost = false;
  if (status & _BV(FE0)) return;
  if (hasLost || !store(byte)) hasLost = true;
}

ISR(USARTn_UDRE_vect) {
  const uint8_t tail = transmitTail;
  UDRn = toTransmit[tail];
  transmitTail = nextTransmit(tail);
  if (transmitTail == transmitHead) UCSRnB &= ~_BV(UDRIE0);
}

uint8_t available() { return static_cast<uint8_t>(receiveHead - receiveTail) % RECEIVE_SIZE; }

uint8_t read() {
  const uint8_t tail = receiveTail;
  const uint8_t byte = received[tail];
  cli();  // a time has two bytes
  readArrivedMs = arrivedMs[tail / GROUP];
  receiveTail = nextReceive(tail);
  sei();
  return byte;
}

uint16_t readByteArrivedMs() { return readArrivedMs; }

bool hasRoom(uint8_t bytes) {
  const uint8_t used = static_cast<uint8_t>(transmitHead - transmitTail) % TRANSMIT_SIZE;
  return TRANSMIT_SIZE - 1 - used >= bytes;
}

void write(uint8_t byte) {
  toTransmit[transmitHead] = byte;
  cli();  // the interrupt changes UCSRnB too
  transmitHead = nextTransmit(transmitHead);
  UCSRnB |= _BV(UDRIE0);
  sei();
}

}  // namespace usart
