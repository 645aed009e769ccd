/** How to install the programs of BlueZ, by distribution: Fedora and Arch have `rfcomm` apart from the rest. */
export const INSTALL_BLUEZ = {
  daemon:
    'Debian, Ubuntu: sudo apt install bluez; Fedora: sudo dnf install bluez; Arch: sudo pacman -S bluez',
  rfcomm:
    'Debian, Ubuntu: sudo apt install bluez; Fedora: sudo dnf install bluez-deprecated; Arch: bluez-deprecated-tools',
} as const;
