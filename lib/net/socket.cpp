#include "net/socket.hpp"

#include "net/tied.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace rw::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

template <class Protocol>
auto& lowest(asio::basic_stream_socket<Protocol>& socket) {
    return socket;
}
auto& lowest(TlsSocket& socket) {
    return socket.next_layer();
}

bool is_orderly_end(error_code error) {
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

template <class Socket>
class SocketStream final : public Stream {
public:
    explicit SocketStream(Socket socket) : shared_{std::make_shared<Shared>(std::move(socket))} {}
    ~SocketStream() override { shared_->close(); }

    Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) override {
        auto const shared = shared_;
        auto const executor = co_await asio::this_coro::executor;
        Watch const watch{shared, executor, limit};
        auto const buffer = asio::buffer(into.data(), into.size());
        auto const token = asio::as_tuple(asio::use_awaitable);
        if (!shared->socket) co_return ended();
        auto const [error, size] = co_await shared->socket->async_read_some(buffer, token);
        if (!error) co_return size;
        if (is_orderly_end(error) && !watch.ended()) co_return std::size_t{0};
        co_return failure("read", error, watch.ended());
    }

    Task<Result<void>> write_all(std::string_view bytes, Span limit) override {
        auto const shared = shared_;
        auto const executor = co_await asio::this_coro::executor;
        Watch const watch{shared, executor, limit};
        auto const buffer = asio::buffer(bytes.data(), bytes.size());
        auto const token = asio::as_tuple(asio::use_awaitable);
        if (!shared->socket) co_return ended();
        auto const [error, size] = co_await asio::async_write(*shared->socket, buffer, token);
        if (!error) co_return Result<void>{};
        co_return failure("write", error, watch.ended());
    }

    void close() override { shared_->close(); }

    std::optional<Socket> take() {
        if (!shared_->socket) return std::nullopt;
        return std::move(*shared_->socket);
    }

private:
    struct Shared {
        explicit Shared(Socket s) : socket{std::move(s)} {}
        void close() {
            if (!socket) return;
            error_code ignored;
            lowest(*socket).shutdown(asio::socket_base::shutdown_both, ignored);
            lowest(*socket).close(ignored);
        }
        Tied<Socket> socket;
    };

    /// Closes the socket when the limit passes before the operation ends.
    class Watch {
    public:
        Watch(std::shared_ptr<Shared> const& shared, asio::any_io_executor const& executor, Span limit)
            : timer_{executor}, ended_{std::make_shared<bool>(false)} {
            timer_.expires_after(limit);
            timer_.async_wait([weak = std::weak_ptr{shared}, ended = ended_](error_code cancelled) {
                auto const alive = weak.lock();
                if (cancelled || !alive) return;
                *ended = true;
                alive->close();
            });
        }
        bool ended() const { return *ended_; }

    private:
        asio::steady_timer timer_;
        std::shared_ptr<bool> ended_;
    };

    static Failure ended() { return {Fault::stopped, "the loop has ended"}; }
    static Failure failure(std::string_view doing, error_code error, bool timed_out) {
        auto const what = timed_out ? std::string{"timed out"} : error.message();
        return {timed_out ? Fault::timed_out : Fault::unreachable, std::string{doing} + ": " + what};
    }

    std::shared_ptr<Shared> shared_;
};

}  // namespace

std::unique_ptr<Stream> make_stream(TcpSocket socket) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
    return std::make_unique<SocketStream<TcpSocket>>(std::move(socket));
}

std::unique_ptr<Stream> make_stream(UnixSocket socket) {
    return std::make_unique<SocketStream<UnixSocket>>(std::move(socket));
}

std::optional<TcpSocket> take_socket(Stream& stream) {
    auto* const plain = dynamic_cast<SocketStream<TcpSocket>*>(&stream);
    return plain == nullptr ? std::nullopt : plain->take();
}

std::unique_ptr<Stream> make_stream(std::unique_ptr<TlsSocket> socket) {
    error_code ignored;
    socket->next_layer().set_option(asio::ip::tcp::no_delay{true}, ignored);
    return std::make_unique<SocketStream<TlsSocket>>(std::move(*socket));
}

}  // namespace rw::net
