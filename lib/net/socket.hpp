// Streams over sockets that are open already. Included by the .cpp files of `net` that open them, and by
// nobody else.
#pragma once

#include "net/stream.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <optional>

namespace rw::net {

using TcpSocket = boost::asio::ip::tcp::socket;
using UnixSocket = boost::asio::local::stream_protocol::socket;
using TlsSocket = boost::asio::ssl::stream<TcpSocket>;

std::unique_ptr<Stream> make_stream(TcpSocket socket);
std::unique_ptr<Stream> make_stream(UnixSocket socket);
/// The hand-shake has been done.
std::unique_ptr<Stream> make_stream(std::unique_ptr<TlsSocket> socket);

/// The socket of a plain TCP stream, which is of no use after that; nothing for another stream.
std::optional<TcpSocket> take_socket(Stream& stream);

}  // namespace rw::net
