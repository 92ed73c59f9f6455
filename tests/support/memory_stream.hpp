// Streams made of text: split anywhere, stalled, broken; and a dialer that hands them out.
#pragma once

#include "net/clock.hpp"
#include "net/stream.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rw::test {

/// What the peer does. Whatever we write is kept, and may be answered.
struct Script {
    std::string says{};                            ///< what the peer sends
    std::size_t piece = 1 << 20;                   ///< most bytes a read gives
    std::size_t first_piece = 0;                   ///< bytes of the first read; 0: as `piece`
    std::size_t breaks_after = std::string::npos;  ///< the connection breaks once so many bytes were read
    bool stalls = false;                           ///< silent instead of ending when all is said
    std::function<std::string(std::string_view)> answers{};  ///< what a write is answered with
};

class MemoryStream final : public net::Stream {
public:
    struct Record {
        std::string written;
        bool closed = false;
    };
    MemoryStream(Script script, net::Clock& clock, std::shared_ptr<Record> record)
        : script_{std::move(script)}, clock_{clock}, record_{std::move(record)} {}
    ~MemoryStream() override { record_->closed = true; }

    net::Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) override {
        if (record_->closed) co_return Failure{Fault::unreachable, "read: closed"};
        if (read_ >= script_.breaks_after)
            co_return Failure{Fault::unreachable, "read: connection reset by peer"};
        if (read_ >= script_.says.size()) {
            if (!script_.stalls) co_return std::size_t{0};
            co_await clock_.sleep(limit);
            co_return Failure{Fault::timed_out, "read: timed out"};
        }
        auto const wanted = read_ == 0 && script_.first_piece > 0 ? script_.first_piece : script_.piece;
        auto const left = std::min(script_.says.size(), script_.breaks_after) - read_;
        auto const size = std::min({into.size(), wanted, left});
        std::copy_n(script_.says.begin() + static_cast<std::ptrdiff_t>(read_), size, into.begin());
        read_ += size;
        co_return size;
    }
    net::Task<Result<void>> write_all(std::string_view bytes, Span) override {
        if (record_->closed) co_return Failure{Fault::unreachable, "write: closed"};
        record_->written.append(bytes);
        if (script_.answers) script_.says += script_.answers(bytes);
        co_return Result<void>{};
    }
    void close() override { record_->closed = true; }

private:
    Script script_;
    net::Clock& clock_;
    std::shared_ptr<Record> record_;
    std::size_t read_ = 0;
};

/// Hands out one stream per script, in order; then nobody answers any more.
class ScriptedDialer final : public net::Dialer {
public:
    ScriptedDialer(net::Clock& clock, std::deque<Script> scripts)
        : clock_{clock}, scripts_{std::move(scripts)} {}

    std::vector<std::shared_ptr<MemoryStream::Record>> records;
    std::vector<net::Endpoint> dialled;

    net::Task<Result<std::unique_ptr<net::Stream>>> dial(net::Endpoint where, Span) override {
        dialled.push_back(where);
        if (scripts_.empty()) co_return Failure{Fault::unreachable, "connect: connection refused"};
        auto script = std::move(scripts_.front());
        scripts_.pop_front();
        records.push_back(std::make_shared<MemoryStream::Record>());
        std::unique_ptr<net::Stream> stream =
            std::make_unique<MemoryStream>(std::move(script), clock_, records.back());
        co_return stream;
    }

private:
    net::Clock& clock_;
    std::deque<Script> scripts_;
};

}  // namespace rw::test
