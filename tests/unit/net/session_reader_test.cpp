#include "net/session_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace desk::net {
namespace {

using ReaderState = SessionReader::State;

constexpr std::string_view kHead = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Reads `bytes` in pieces of `step`; where they end in anything but a request, its state.
ReaderState read_all(SessionReader& reader, std::string_view bytes, std::size_t step) {
    std::size_t begin = 0;
    std::size_t end = 0;
    ReaderState state = ReaderState::needs_more;
    while (state == ReaderState::needs_more && end < bytes.size()) {
        end = std::min(end + step, bytes.size());
        do {
            const SessionReader::Progress progress = reader.read(bytes.substr(begin, end - begin));
            begin += progress.consumed;
            state = progress.state;
        } while (state == ReaderState::head_complete);
    }
    return state;
}

TEST(SessionReader, TakesChunksHoweverTheyAreCut) {
    for (const std::string_view chunks :
         {"0\r\n\r\n", "0\r\nX-Trailer: 1\r\n\r\n", "1;a=b\r\nc\r\n0\r\n\r\n"}) {
        const std::string bytes = std::string(kHead) + std::string(chunks);
        for (std::size_t step = 1; step <= bytes.size(); ++step) {
            SessionReader reader(512, 512);
            EXPECT_EQ(read_all(reader, bytes, step), ReaderState::complete)
                << chunks << " by " << step;
            EXPECT_EQ(reader.request().body, chunks.front() == '1' ? "c" : "") << chunks;
        }
    }
}

TEST(SessionReader, RefusesWrongChunksHoweverTheyAreCut) {
    for (const std::string_view chunks : {"xyz\r\n", "0\r\na(bc\r\n0\r\n\r\n", "1\r\nabcde\r\n"}) {
        const std::string bytes = std::string(kHead) + std::string(chunks);
        for (std::size_t step = 1; step <= bytes.size(); ++step) {
            SessionReader reader(512, 512);
            EXPECT_EQ(read_all(reader, bytes, step), ReaderState::refused)
                << chunks << " by " << step;
            EXPECT_EQ(reader.refusal(), 400) << chunks;
        }
    }
}

}  // namespace
}  // namespace desk::net
