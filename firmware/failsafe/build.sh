#!/bin/sh
# Builds the sketch for the Uno (and any ATmega328P at 16 MHz) with Debian's gcc-avr, avr-libc and
# arduino-core-avr. The same bytes come out wherever it runs: no paths, no dates, objects in a fixed order.
#   sh build.sh [OUT.hex]   default: prebuilt/failsafe-uno.hex
# CORE: the folder of the Arduino core for AVR, if it is not Debian's.
set -eu
export LC_ALL=C  # the order of objects
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/prebuilt/failsafe-uno.hex}
avr=${CORE:-/usr/share/arduino/hardware/arduino/avr}
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# The flags of the core's platform.txt and of board uno, without debug information and link-time
# optimization. WString.cpp is left out: it does not compile with this gcc, and nothing here needs it.
common="-c -Os -ffunction-sections -fdata-sections -mmcu=atmega328p -DF_CPU=16000000L
  -DARDUINO=10807 -DARDUINO_AVR_UNO -DARDUINO_ARCH_AVR -I$avr/cores/arduino -I$avr/variants/standard"
cpp="-std=gnu++11 -fpermissive -fno-exceptions -fno-threadsafe-statics"
core_c="hooks wiring wiring_analog wiring_digital"
core_cpp="abi HardwareSerial HardwareSerial0 main Print Stream"

for name in $core_c; do
  avr-gcc $common -w -std=gnu11 "$avr/cores/arduino/$name.c" -o "$objects/core_$name.o"
done
for name in $core_cpp; do
  avr-g++ $common -w $cpp "$avr/cores/arduino/$name.cpp" -o "$objects/core_$name.o"
done
cd "$here"
for source in *.cpp; do
  avr-g++ $common $cpp -Wall -Wextra "$source" -o "$objects/${source%.cpp}.o"
done
avr-g++ $common $cpp -Wall -Wextra -x c++ -include Arduino.h failsafe.ino -o "$objects/failsafe.o"

cd "$objects"
avr-gcc -Os -Wl,--gc-sections -mmcu=atmega328p -o failsafe.elf *.o
avr-objcopy -O ihex -R .eeprom failsafe.elf "$out"
avr-size failsafe.elf | awk 'NR == 2 {
  printf "flash %d of 32256 bytes, RAM %d of 2048 bytes before the stack\n", $1 + $2, $2 + $3 }'
