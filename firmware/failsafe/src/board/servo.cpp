#include "servo.h"

#include "board.h"

namespace servo {

// The prescaler of 8 makes a tick 0.5 µs.
static const uint8_t TICKS_PER_US = F_CPU / 8 / 1000000;
static const uint16_t PERIOD_TICKS = 20000U * TICKS_PER_US;
// Pause before the next period where the pulses have taken all of this one, ticks.
static const uint16_t SHORTEST_PAUSE_TICKS = 200;

struct Servo {
  uint8_t pin;
  uint8_t mask;  // 0: no servo
  volatile uint8_t* port;
  uint16_t ticks;  // 0: no pulse yet
  uint16_t minUs;
  uint16_t maxUs;
};

static Servo servos[MAX_SERVOS];
// Of the interrupt: whose pulse is running (MAX_SERVOS: none), and the ticks of this period that are gone.
static uint8_t running = MAX_SERVOS;
static uint16_t gone;

ISR(TIMER1_COMPA_vect) {
  if (running < MAX_SERVOS) *servos[running].port &= ~servos[running].mask;
  if (running == MAX_SERVOS) gone = 0;
  uint8_t next = running == MAX_SERVOS ? 0 : running + 1;
  while (next < MAX_SERVOS && (servos[next].mask == 0 || servos[next].ticks == 0)) next++;
  running = next;
  uint16_t ticks;
  if (next < MAX_SERVOS) {
    *servos[next].port |= servos[next].mask;
    ticks = servos[next].ticks;
  } else {
    const uint16_t left = PERIOD_TICKS - gone;
    ticks = gone < PERIOD_TICKS && left > SHORTEST_PAUSE_TICKS ? left : SHORTEST_PAUSE_TICKS;
  }
  OCR1A += ticks;
  gone += ticks;
}

static Servo* find(uint8_t pin) {
  for (Servo& servo : servos) {
    if (servo.mask != 0 && servo.pin == pin) return &servo;
  }
  return nullptr;
}

static Servo* firstFree() {
  for (Servo& servo : servos) {
    if (servo.mask == 0) return &servo;
  }
  return nullptr;
}

bool hasPlace() { return firstFree() != nullptr; }

bool isAny() {
  for (const Servo& servo : servos) {
    if (servo.mask != 0) return true;
  }
  return false;
}

// Normal mode: the counter runs through, and each compare match sets the time of the next one.
static void startTimer() {
  running = MAX_SERVOS;
  TCCR1A = 0;
  TCCR1B = _BV(CS11);
  OCR1A = TCNT1 + SHORTEST_PAUSE_TICKS;
  TIFR1 = _BV(OCF1A);
  TIMSK1 = _BV(OCIE1A);
}

// As init() of the Arduino core leaves it: phase correct PWM, 8 bits, prescaler 64.
static void stopTimer() {
  TIMSK1 = 0;
  TCCR1B = _BV(CS11) | _BV(CS10);
  TCCR1A = _BV(WGM10);
}

void attach(uint8_t pin, uint16_t minUs, uint16_t maxUs) {
  const bool isFirst = !isAny();
  Servo* known = find(pin);
  Servo* servo = known != nullptr ? known : firstFree();
  if (servo == nullptr) return;
  const uint16_t ticks = known != nullptr ? known->ticks : 0;
  cli();
  *servo = {pin, digitalPinToBitMask(pin), portOutputRegister(digitalPinToPort(pin)), ticks, minUs, maxUs};
  if (isFirst) startTimer();
  sei();
}

void detach(uint8_t pin) {
  Servo* servo = find(pin);
  if (servo == nullptr) return;
  cli();
  servo->mask = 0;
  sei();
  if (!isAny()) stopTimer();
}

static uint16_t limited(uint16_t value, uint16_t low, uint16_t high) {
  return value < low ? low : value > high ? high : value;
}

void write(uint8_t pin, uint16_t value) {
  Servo* servo = find(pin);
  if (servo == nullptr) return;
  const uint16_t range = servo->maxUs - servo->minUs;
  const uint16_t degrees = value > 180 ? 180 : value;
  const uint16_t us = value < DEFAULT_MIN_US ? servo->minUs + static_cast<uint32_t>(range) * degrees / 180
                                             : limited(value, servo->minUs, servo->maxUs);
  cli();
  servo->ticks = (us < SHORTEST_US ? SHORTEST_US : us) * TICKS_PER_US;
  sei();
}

uint16_t pulseUs(uint8_t pin) {
  const Servo* servo = find(pin);
  return servo == nullptr ? 0 : servo->ticks / TICKS_PER_US;
}

}  // namespace servo
