/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * LLVMFuzzerTestOneInput:
 *
 * What a target does with @size bytes from outside: any bytes, without a NUL at the end. It aborts where something that
 * must hold does not. Returns: 0.
 */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
