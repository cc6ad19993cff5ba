/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Pictures for the sheets of the demo business (R18): a sheet of paper in grey with 演示 on it and its number below, drawn here so
 * that nobody can take it for a real one. A PNG of one channel, about 1 KB; the same number gives the same bytes.
 */

#include "vas-demo-private.h"

#include <gio/gio.h>
#include <string.h>

#define WIDTH 360
#define HEIGHT 220
#define PAPER 0xf4
#define FRAME 0x90
#define INK 0x40
#define GLYPH 32
#define DIGIT_WIDTH 3
#define DIGIT_HEIGHT 5

/* 演 and 示, 32 × 32, a word for each row. */
static const guint32 glyphs[2][GLYPH] = {
  { 0x00000000u, 0x00001800u, 0x03007800u, 0x07803c00u, 0x07fffffcu, 0x03fffffcu, 0x01dffffcu, 0x001c003cu,
    0x001c003cu, 0x001ffff8u, 0x0007ffe0u, 0x0e07ffe0u, 0x1f803c00u, 0x1f8ffff0u, 0x070ffff0u, 0x010ffff0u,
    0x000e3c70u, 0x000e3c70u, 0x018ffff0u, 0x01cffff0u, 0x01ce3c70u, 0x03ce3c70u, 0x03cffff0u, 0x078ffff0u,
    0x078ffff0u, 0x0f83c3c0u, 0x0f0fc3f0u, 0x0f3f81f8u, 0x063f007cu, 0x021c0030u, 0x00000000u, 0x00000000u },
  { 0x00000000u, 0x00000000u, 0x01ffffe0u, 0x03ffffe0u, 0x03ffffe0u, 0x03ffffe0u, 0x00000000u, 0x00000000u,
    0x00000000u, 0x00000000u, 0x0ffffffcu, 0x0ffffffcu, 0x0ffffffcu, 0x0ffffff8u, 0x0001e000u, 0x0001e000u,
    0x01c1e180u, 0x01e1e3c0u, 0x01e1e3e0u, 0x03e1e1e0u, 0x03c1e1f0u, 0x07c1e0f0u, 0x0f81e0f8u, 0x0f01e078u,
    0x1f01e07cu, 0x0e01e03cu, 0x043fe030u, 0x003fc000u, 0x001fc000u, 0x001e0000u, 0x00000000u, 0x00000000u },
};

/* 3 × 5 dots, row by row from the top. */
static const guint16 digits[10] = {
  075557, 026227, 071747, 071717, 055711, 074717, 074757, 071111, 075757, 075717,
};

static void
fill (guint8 *pixels,
      int     x,
      int     y,
      int     width,
      int     height,
      guint8  shade)
{
  for (int row = y; row < y + height; row++)
    memset (pixels + row * WIDTH + x, shade, (gsize) width);
}

static void
draw_glyph (guint8 *pixels,
            int     glyph,
            int     left,
            int     top,
            int     scale)
{
  for (int y = 0; y < GLYPH; y++)
    {
      for (int x = 0; x < GLYPH; x++)
        {
          if ((glyphs[glyph][y] >> (GLYPH - 1 - x)) & 1u)
            fill (pixels, left + x * scale, top + y * scale, scale, scale, FRAME);
        }
    }
}

static void
draw_digit (guint8 *pixels,
            int     digit,
            int     left,
            int     top,
            int     scale)
{
  for (int dot = 0; dot < DIGIT_WIDTH * DIGIT_HEIGHT; dot++)
    {
      if ((digits[digit] >> (DIGIT_WIDTH * DIGIT_HEIGHT - 1 - dot)) & 1u)
        fill (pixels, left + dot % DIGIT_WIDTH * scale, top + dot / DIGIT_WIDTH * scale, scale, scale, INK);
    }
}

static void
draw (guint8     *pixels,
      const char *number)
{
  int left = 96;

  fill (pixels, 0, 0, WIDTH, HEIGHT, FRAME);
  fill (pixels, 6, 6, WIDTH - 12, HEIGHT - 12, PAPER);
  fill (pixels, 24, 48, WIDTH - 48, 2, FRAME);
  fill (pixels, 24, 176, WIDTH - 48, 2, FRAME);
  draw_glyph (pixels, 0, 72, 62, 3);
  draw_glyph (pixels, 1, 192, 62, 3);
  for (const char *c = number; *c != '\0' && left + DIGIT_WIDTH * 5 < WIDTH; c++, left += 22)
    {
      if (g_ascii_isdigit (*c))
        draw_digit (pixels, *c - '0', left, 16, 5);
    }
}

static guint32
crc_of (const guint8 *data,
        gsize         length)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc & 1u) != 0 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
    }

  return crc ^ 0xffffffffu;
}

static void
put_number (GByteArray *bytes,
            guint32     number)
{
  const guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
put_chunk (GByteArray *png,
           const char *name,
           GByteArray *data)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  g_byte_array_append (body, (const guint8 *) name, 4);
  g_byte_array_append (body, data->data, data->len);
  put_number (png, data->len);
  g_byte_array_append (png, body->data, body->len);
  put_number (png, crc_of (body->data, body->len));
}

/* The rows, each behind a zero for “no filter”, as zlib packs them. */
static GByteArray *
pack (const guint8  *pixels,
      GError       **error)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GByteArray) packed = g_byte_array_sized_new (WIDTH * HEIGHT + 1024);
  g_autoptr (GConverter) zlib = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  const guint8 none = 0;
  gsize n_read, n_written;

  for (int y = 0; y < HEIGHT; y++)
    {
      g_byte_array_append (plain, &none, 1);
      g_byte_array_append (plain, pixels + y * WIDTH, WIDTH);
    }
  g_byte_array_set_size (packed, WIDTH * HEIGHT + 1024);
  if (g_converter_convert (zlib, plain->data, plain->len, packed->data, packed->len, G_CONVERTER_INPUT_AT_END, &n_read,
                           &n_written, error) == G_CONVERTER_ERROR)
    return NULL;
  g_byte_array_set_size (packed, (guint) n_written);

  return g_steal_pointer (&packed);
}

/**
 * vas_demo_photo_new:
 * @number: of the sheet, digits
 *
 * Returns: (transfer full) (nullable): a PNG; NULL with @error set
 */
GBytes *
vas_demo_photo_new (const char  *number,
                    GError     **error)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 form[] = { 8, 0, 0, 0, 0 }; /* 8 bits of grey, deflate, no interlace */
  g_autofree guint8 *pixels = g_malloc0 (WIDTH * HEIGHT);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GByteArray) head = g_byte_array_new ();
  g_autoptr (GByteArray) end = g_byte_array_new ();
  g_autoptr (GByteArray) data = NULL;

  draw (pixels, number);
  data = pack (pixels, error);
  if (data == NULL)
    return NULL;

  put_number (head, WIDTH);
  put_number (head, HEIGHT);
  g_byte_array_append (head, form, sizeof form);
  g_byte_array_append (png, signature, sizeof signature);
  put_chunk (png, "IHDR", head);
  put_chunk (png, "IDAT", data);
  put_chunk (png, "IEND", end);

  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}
