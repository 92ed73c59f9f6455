#include "support/sim_dialer.hpp"

#include "net/http_codec.hpp"

#include <algorithm>

namespace rw::test {
namespace {

constexpr net::MessageLimits limits{64 << 10, 1 << 20};

/// A connection: takes requests apart as they are written, and holds the answers until they are due.
class SimStream final : public net::Stream {
public:
    explicit SimStream(std::shared_ptr<SimDialer::Door> door) : door_{std::move(door)} {}

    net::Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) override {
        auto const wait = due_ - door_->clock.steady();
        if (given_ == out_.size() && !ended_) {  // nobody has asked: silence until the limit
            co_await door_->clock.sleep(limit);
            co_return Failure{Fault::timed_out, "read: timed out"};
        }
        if (wait > Span{0}) {
            auto const nap = std::min(wait, limit);
            co_await door_->clock.sleep(nap);
            if (wait > limit) co_return Failure{Fault::timed_out, "read: timed out"};
        }
        if (closed_) co_return Failure{Fault::stopped, "read: closed"};
        auto const size = std::min(into.size(), out_.size() - given_);
        std::copy_n(out_.begin() + static_cast<std::ptrdiff_t>(given_), size, into.begin());
        given_ += size;
        co_return size;
    }

    net::Task<Result<void>> write_all(std::string_view bytes, Span /*limit*/) override {
        if (closed_ || ended_) co_return Failure{Fault::unreachable, "write: broken pipe"};
        reader_.feed(bytes);
        for (;;) {
            auto request = reader_.next();
            if (!request) co_return Failure{Fault::unreachable, "write: " + request.error().doing};
            if (!*request) break;
            take(**std::move(request));
        }
        co_return Result<void>{};
    }

    void close() override { closed_ = true; }

private:
    void take(net::Request request) {
        if (door_->shut) {
            ended_ = true;
            return;
        }
        request.peer = "127.0.0.1";
        auto const now = door_->clock.now();
        door_->play.advance(now);
        bool const staged = sim::Control::meant(request.target);
        auto answer = staged ? door_->control.answer(request, now) : door_->api.answer(request, now);
        due_ = door_->clock.steady() + answer.delay;
        send(std::move(answer), request);
    }

    void send(sim::Answer answer, net::Request const& request) {
        auto const wire_state = answer.wire;
        auto const dress = door_->api.dress();
        if (given_ == out_.size()) out_.erase(0, std::exchange(given_, 0));
        ended_ = wire_state != sim::Wire::whole;
        if (wire_state == sim::Wire::none) return;
        auto wire =
            net::to_wire(sim::to_response(std::move(answer), request, dress), request.method == "HEAD");
        if (dress.chunked) wire = sim::in_chunks(wire);
        if (wire_state == sim::Wire::cut) wire.resize(wire.size() / 2);
        out_ += wire;
    }

    std::shared_ptr<SimDialer::Door> door_;
    net::RequestReader reader_{limits};
    std::string out_;
    std::size_t given_ = 0;
    Span due_{0};
    bool ended_ = false;
    bool closed_ = false;
};

}  // namespace

SimDialer::Door::Door(sim::Play& p, net::Clock& c)
    : play{p}, clock{c}, api{p.world(), p.tokens(), p.manners()}, control{p, api} {}

SimDialer::SimDialer(sim::Play& play, net::Clock& clock) : door_{std::make_shared<Door>(play, clock)} {}

net::Task<Result<std::unique_ptr<net::Stream>>> SimDialer::dial(net::Endpoint /*where*/, Span /*limit*/) {
    ++dialled_;
    if (door_->shut) co_return Failure{Fault::unreachable, "connect: connection refused"};
    std::unique_ptr<net::Stream> stream = std::make_unique<SimStream>(door_);
    co_return stream;
}

}  // namespace rw::test
