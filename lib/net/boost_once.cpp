// Asio and Beast are compiled here once; everywhere else they are declarations (style 6.2).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
