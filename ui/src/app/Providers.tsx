import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useState } from 'react';
import { TellProvider } from '../kit/Told';
import theme from './theme.json';

// The styles are in antd.generated.css. What the library would still write at run time goes to an element outside of the page,
// because the window's content security policy refuses style elements.
const aside = document.createElement('div');

// There is no network and one writer: what was read stays true until an action of this window changes it.
function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newClient);
  return (
    <StyleProvider container={aside}>
      <ConfigProvider
        theme={{ ...theme, zeroRuntime: true }}
        locale={zhCN}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        <QueryClientProvider client={client}>
          <AntApp>
            <TellProvider>{children}</TellProvider>
          </AntApp>
        </QueryClientProvider>
      </ConfigProvider>
    </StyleProvider>
  );
}
