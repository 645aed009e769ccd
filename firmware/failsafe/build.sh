#!/bin/sh
# Builds the sketch with Debian's gcc-avr, avr-libc and arduino-core-avr for the boards of boards.tsv.
# The bytes are the same wherever it runs: no paths, no dates, objects linked in a fixed order (failsafe.ino, the sources by
# folder and name, then the core).
#   sh build.sh [BOARD|all] [FOLDER]   default: all boards, into prebuilt/
# CORE: the folder of the Arduino core for AVR, if it is not the one of Debian.
set -eu
export LC_ALL=C  # fixes the order of *.o
here=$(cd "$(dirname "$0")" && pwd)
wanted=${1:-all}
out=${2:-$here/prebuilt}
avr=${CORE:-/usr/share/arduino/hardware/arduino/avr}
tab=$(printf '\t')

# Limits of the sketch for each chip, bytes: flash, and RAM before the stack. On the ATmega328P 19,000 leave 11,720 bytes
# of a Nano's flash to what comes, and are what servos and OneWire need beside the leases; 1,250 leave 798 bytes for the
# stack, of which the tests allow 600 (test/deep/failsafe/stack.test.ts: static RAM and the deepest stack are at most 1,850).
limits() {
  case $1 in
    atmega328p) echo "19000 1250" ;;
    atmega2560) echo "24576 2048" ;;
    *) echo "no limits for a chip $1" >&2; exit 1 ;;
  esac
}

# The flags of the core's platform.txt without debug information and link-time optimization. WString.cpp is left out: it
# does not compile with this gcc, and nothing here needs it.
cpp="-std=gnu++11 -fpermissive -fno-exceptions -fno-threadsafe-statics"
core_c="hooks wiring wiring_analog wiring_digital"
core_cpp="abi HardwareSerial HardwareSerial0 main Print Stream"

# build CHIP VARIANT DEFINE USART HEX
build() {
  objects=$(mktemp -d)
  trap 'rm -rf "$objects"' EXIT
  common="-c -Os -ffunction-sections -fdata-sections -ffixed-r2 -DR2_IS_RESERVED -mmcu=$1 -DF_CPU=16000000L
    -DARDUINO=10807 -D$3 -DHOST_USART=$4 -DARDUINO_ARCH_AVR -I$avr/cores/arduino -I$avr/variants/$2"
  for name in $core_c; do
    avr-gcc $common -w -std=gnu11 "$avr/cores/arduino/$name.c" -o "$objects/core_$name.o"
  done
  for name in $core_cpp; do
    avr-g++ $common -w $cpp "$avr/cores/arduino/$name.cpp" -o "$objects/core_$name.o"
  done
  # An archive, as in the IDE: what nothing refers to (Serial, and its interrupts) stays out.
  avr-ar rcD "$objects/core.a" "$objects"/core_*.o
  rm "$objects"/core_*.o
  cd "$here"
  for source in src/*/*.cpp; do
    object=$(echo "${source%.cpp}" | tr / _)
    avr-g++ $common $cpp -Wall -Wextra "$source" -o "$objects/$object.o"
  done
  avr-g++ $common $cpp -Wall -Wextra -x c++ -include Arduino.h failsafe.ino -o "$objects/failsafe.o"
  cd "$objects"
  avr-gcc -Os -Wl,--gc-sections -mmcu="$1" -o failsafe.elf *.o core.a
  avr-size failsafe.elf | awk -v limits="$(limits "$1")" -v hex="$5" 'NR == 2 {
    split(limits, most, " "); flash = $1 + $2; ram = $2 + $3
    printf "%s: flash %d of at most %d bytes, RAM %d of at most %d before the stack\n", hex, flash, most[1], ram, most[2]
    if (flash > most[1] || ram > most[2]) { print hex ": error: too large" > "/dev/stderr"; exit 1 }
  }'
  avr-objcopy -O ihex -R .eeprom failsafe.elf "$out/$5"
  cd "$here"
  rm -rf "$objects"
}

mkdir -p "$out"
out=$(cd "$out" && pwd)
built=" "
while IFS="$tab" read -r board title mcu variant define usart programmer baud flash ram hex remark; do
  case $board in '#'*|'') continue ;; esac
  [ "$wanted" = all ] || [ "$wanted" = "$board" ] || continue
  case $built in *" $hex "*) continue ;; esac  # boards that differ only in their bootloader share one
  build "$mcu" "$variant" "$define" "$usart" "$hex"
  built="$built$hex "
done < "$here/boards.tsv"
[ "$built" != " " ] || { echo "error: boards.tsv has no board $wanted" >&2; exit 2; }
