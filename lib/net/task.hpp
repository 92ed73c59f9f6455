// A coroutine of the one thread. The only Asio type that headers outside `net` ever name, and only by this
// name.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace rw::net {

template <class T>
using Task = boost::asio::awaitable<T, boost::asio::any_io_executor>;

}  // namespace rw::net
