// Pins and ports of the supported boards. Everything that differs between boards belongs here.
#pragma once
#include <Arduino.h>

#if !defined(__AVR_ATmega328P__) && !defined(__AVR_ATmega2560__)
#error "onair failsafe is proven on the ATmega328P (Uno, Nano) and the ATmega2560 (Mega) only; see README.md"
#endif

// The USART that serves the host. 0 is behind the USB chip; a Mega may have a Bluetooth module on 1 instead, so that
// USB stays free for the bootloader. build.sh takes it from boards.tsv.
#if !defined(HOST_USART)
#define HOST_USART 0
#endif
#if HOST_USART != 0 && !defined(__AVR_ATmega2560__)
#error "the ATmega328P has USART0 only"
#endif

namespace board {

// Pins are numbered as in the Arduino core. A Nano has A6 and A7 (ADC6, ADC7) after its digital pins; the
// core counts them in NUM_ANALOG_INPUTS.
constexpr uint8_t PINS = PIN_A0 + NUM_ANALOG_INPUTS;
constexpr uint8_t PORTS = (PINS + 7) / 8;

// Pins 0 and 1 are RXD and TXD of USART0: the link to the host, or left to the USB chip. 18 and 19 are TXD and RXD of
// USART1.
#if HOST_USART == 1
inline bool isDigital(uint8_t pin) { return pin >= 2 && pin < NUM_DIGITAL_PINS && pin != 18 && pin != 19; }
#else
inline bool isDigital(uint8_t pin) { return pin >= 2 && pin < NUM_DIGITAL_PINS; }
#endif
inline bool isPwm(uint8_t pin) { return isDigital(pin) && digitalPinHasPWM(pin); }
// The pin's PWM is an output of Timer/Counter1, which the servos have when there are any.
inline bool isTimer1Pwm(uint8_t pin) {
  const uint8_t timer = digitalPinToTimer(pin);
  return timer == TIMER1A || timer == TIMER1B;
}
constexpr bool isI2c(uint8_t pin) { return pin == PIN_WIRE_SDA || pin == PIN_WIRE_SCL; }
inline bool isAnalog(uint8_t pin) { return pin >= PIN_A0 && pin < PINS; }

// Whether the bootloader passes MCUSR on in r2: optiboot does since 4.6. The Mega's (stk500boot) clears MCUSR
// and passes nothing on.
#if defined(__AVR_ATmega2560__)
constexpr bool BOOTLOADER_PASSES_MCUSR = false;
#else
constexpr bool BOOTLOADER_PASSES_MCUSR = true;
#endif

// Makes all pins inputs without pull-up in as few instructions as possible; used right after a reset. PORTx
// is cleared before DDRx: a pin that was HIGH must not become an input with pull-up.
inline __attribute__((always_inline)) void floatAllPins() {
  PORTB = 0;
  PORTC = 0;
  PORTD = 0;
#if defined(__AVR_ATmega2560__)
  PORTA = 0;
  PORTE = 0;
  PORTF = 0;
  PORTG = 0;
  PORTH = 0;
  PORTJ = 0;
  PORTK = 0;
  PORTL = 0;
  DDRA = 0;
  DDRE = 0;
  DDRF = 0;
  DDRG = 0;
  DDRH = 0;
  DDRJ = 0;
  DDRK = 0;
  DDRL = 0;
#endif
  DDRB = 0;
  DDRC = 0;
  DDRD = 0;
}

}  // namespace board
