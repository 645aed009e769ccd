// The registers of the USART that serves the host, with the names of the data sheet: n for its number. Their bits are
// at the same places in every USART, so usart.cpp names those of USART0.
#pragma once
#include <avr/io.h>

#include "board.h"

#if HOST_USART == 1
#define UCSRnA UCSR1A
#define UCSRnB UCSR1B
#define UCSRnC UCSR1C
#define UBRRn UBRR1
#define UDRn UDR1
#define USARTn_RX_vect USART1_RX_vect
#define USARTn_UDRE_vect USART1_UDRE_vect
#else
#define UCSRnA UCSR0A
#define UCSRnB UCSR0B
#define UCSRnC UCSR0C
#define UBRRn UBRR0
#define UDRn UDR0
// The ATmega328P has one USART, and its vectors have no number.
#if defined(USART_RX_vect)
#define USARTn_RX_vect USART_RX_vect
#define USARTn_UDRE_vect USART_UDRE_vect
#else
#define USARTn_RX_vect USART0_RX_vect
#define USARTn_UDRE_vect USART0_UDRE_vect
#endif
#endif
